import { randomBytes } from "node:crypto";
import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { PluginSecrets } from "../../plugin.ts";
import type { GrantCheck } from "./grant-check.ts";

/** Secrets as stand-ins, and the way back for the network. */
export interface SecretStandIns extends PluginSecrets {
  /** A header's value with the stand-ins replaced that are bound to this host and header. */
  reveal(header: string, value: string, host: string): string;
}

/** Stand-ins of one plugin. They are made anew in every process and mean nothing elsewhere. */
export function createSecrets(plugin: AdmittedPlugin, grants: GrantCheck, values: Readonly<Record<string, string>>): SecretStandIns {
  const standIns = new Map<string, string>();
  return {
    get(name) {
      const prefix = `secret:${name}:`;
      if (!grants.grants.some((grant) => grant.startsWith(prefix))) grants.assertGranted(`${prefix}header:authorization@*`);
      if (values[name] === undefined) return grants.refuse(`secret:${name}`, "the host has no such secret");
      const known = standIns.get(name) ?? `kodex-secret-${plugin.manifest.name.replace(/\W/g, "-")}-${randomBytes(12).toString("hex")}`;
      standIns.set(name, known);
      return known;
    },
    reveal(header, value, host) {
      let revealed = value;
      for (const [name, standIn] of standIns) {
        if (!revealed.includes(standIn)) continue;
        grants.assertGranted(`secret:${name}:header:${header.toLowerCase()}@${host}`);
        revealed = revealed.replaceAll(standIn, values[name] as string);
      }
      return revealed;
    },
  };
}
