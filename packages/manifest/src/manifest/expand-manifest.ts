import parseSemver from "semver/functions/parse.js";
import { type Finding, toNormalized } from "../diagnostics.ts";
import type { CapabilityEntry, HookEntry, ManifestInput, Person, Repository } from "../schema-types.gen.ts";

/** A manifest without shorthands: texts trimmed, versions without a leading `v`. Nothing is filled in yet. */
export interface ExpandedManifest extends Omit<ManifestInput, "author" | "capabilities" | "hooks" | "repository"> {
  /** Author as an object. */
  readonly author?: Person;
  /** Repository as an object. */
  readonly repository?: Repository;
  /** Hooks as a record. */
  readonly hooks: Readonly<Record<string, HookEntry>>;
  /** Capabilities as a record. */
  readonly capabilities: Readonly<Record<string, CapabilityEntry>>;
}

/** Expands every shorthand and cleans what can be cleaned without guessing. Says what it changed. */
export function expandManifest(input: Partial<ManifestInput>): {
  readonly manifest: Partial<ExpandedManifest>;
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const { author, capabilities, hooks, repository, ...rest } = input;
  const person = toPerson(author, findings);
  const source = toRepository(repository, findings);
  return {
    manifest: {
      ...rest,
      ...cleanTexts(input, findings),
      ...(input.version === undefined ? {} : { version: cleanVersion(input.version, "/version", findings) }),
      hooks: toRecord<HookEntry>(hooks, "/hooks", findings),
      capabilities: toCapabilities(toRecord<CapabilityEntry>(capabilities, "/capabilities", findings), findings),
      ...(person === undefined ? {} : { author: person }),
      ...(source === undefined ? {} : { repository: source }),
    },
    findings,
  };
}

/** Strips what SemVer does not know from the front of a version; leaves alone what is no version even then. */
export function cleanVersion(version: string, path: string, findings: Finding[]): string {
  const bare = version.trim().replace(/^[v=]+\s*/, "");
  if (bare === version || parseSemver(bare) === null) return version;
  findings.push(toNormalized(path, version, bare));
  return bare;
}

const TEXTS = ["name", "displayName", "description", "license", "homepage", "main"] as const;

function cleanTexts(input: Partial<ManifestInput>, findings: Finding[]): Partial<Record<(typeof TEXTS)[number], string>> {
  const cleaned: Partial<Record<(typeof TEXTS)[number], string>> = {};
  for (const key of TEXTS) {
    const text = input[key];
    if (typeof text !== "string" || text === text.trim()) continue;
    cleaned[key] = text.trim();
    findings.push(toNormalized(`/${key}`, text, text.trim()));
  }
  return cleaned;
}

function toRecord<Entry extends object>(
  value: readonly string[] | Readonly<Record<string, Entry>> | undefined,
  path: string,
  findings: Finding[],
): Readonly<Record<string, Entry>> {
  if (!Array.isArray(value)) return (value ?? {}) as Readonly<Record<string, Entry>>;
  const expanded = Object.fromEntries((value as readonly string[]).map((name) => [name.trim(), {} as Entry]));
  findings.push(toNormalized(path, value, expanded));
  return expanded;
}

function toCapabilities(
  capabilities: Readonly<Record<string, CapabilityEntry>>,
  findings: Finding[],
): Readonly<Record<string, CapabilityEntry>> {
  const entries = Object.entries(capabilities).map(([id, entry]) => {
    if (entry.version === undefined) return [id, entry] as const;
    return [id, { ...entry, version: cleanVersion(entry.version, `/capabilities/${id}/version`, findings) }] as const;
  });
  return Object.fromEntries(entries);
}

/** `Name <mail> (url)`, each part free of the other's brackets, so that matching takes linear time. */
const PERSON = /^([^<(]*)(?:<([^>]*)>)?[^<(]*(?:\(([^)]*)\))?$/;

function toPerson(author: ManifestInput["author"], findings: Finding[]): Person | undefined {
  if (typeof author !== "string") return author;
  const [, name, email, url] = PERSON.exec(author.trim()) ?? [];
  const person = {
    name: (name ?? author).trim() || author.trim(),
    ...(email ? { email: email.trim() } : {}),
    ...(url ? { url: url.trim() } : {}),
  };
  findings.push(toNormalized("/author", author, person));
  return person;
}

function toRepository(repository: ManifestInput["repository"], findings: Finding[]): Repository | undefined {
  if (typeof repository !== "string") return repository;
  const text = repository.trim();
  const shorthand = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(text);
  const source = { type: "git", url: shorthand === null ? text : `https://github.com/${shorthand[1]}` };
  findings.push(toNormalized("/repository", repository, source));
  return source;
}
