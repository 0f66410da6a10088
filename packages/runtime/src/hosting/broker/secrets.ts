import type { AdmittedPlugin } from "../../admitted-plugin.ts";
import type { PluginSecrets } from "../../plugin.ts";
import type { GrantCheck } from "./grant-check.ts";

/** Secrets as stand-ins, and the way back for the network. */
export interface SecretStandIns extends PluginSecrets {
  /** A header's value with the stand-ins replaced. @throws PermissionDeniedError when one is not bound to this host and header */
  reveal(header: string, value: string, host: string): string;
  /** Whether a stand-in is part of a value. */
  isIn(value: string): boolean;
}

/** What may stand in a header's value, by RFC 9110. */
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/** Stand-ins of one plugin. They are made anew in every process and mean nothing elsewhere. */
export function createSecrets(plugin: AdmittedPlugin, grants: GrantCheck, values: Readonly<Record<string, string>>): SecretStandIns {
  const standIns = new Map<string, string>();
  return {
    get(name) {
      const prefix = `secret:${name}:`;
      if (!grants.grants.some((grant) => grant.startsWith(prefix))) grants.assertGranted(`${prefix}header:authorization@*`);
      if (!Object.hasOwn(values, name)) return grants.refuse(`secret:${name}`, "the host has no such secret");
      // Told here, in words of ours: the platform's error about a bad header repeats the value.
      if (!HEADER_VALUE.test(values[name] as string)) return grants.refuse(`secret:${name}`, "it holds what no header may hold");
      const known = standIns.get(name) ?? `kodex-secret-${plugin.manifest.name.replace(/\W/g, "-")}-${crypto.randomUUID()}`;
      standIns.set(name, known);
      return known;
    },
    reveal(header, value, host) {
      let revealed = value;
      for (const [name, standIn] of standIns) {
        if (!value.includes(standIn)) continue;
        grants.assertGranted(`secret:${name}:header:${header.toLowerCase()}@${host}`);
        // By a function: in a text, `$&` and the like would be taken for patterns.
        revealed = revealed.replaceAll(standIn, () => values[name] as string);
      }
      return revealed;
    },
    isIn: (value) => [...standIns.values()].some((standIn) => value.includes(standIn)),
  };
}
