import { toNormalized } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import type { CapabilityEntry, HookEntry, ManifestInput, Person, Repository } from "../schema-types.gen.ts";

/** A manifest without shorthands. Nothing is filled in yet. */
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

/** Expands every shorthand of a cleaned manifest and says how it was read. */
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
      hooks: toRecord<HookEntry>(hooks, "/hooks", findings),
      capabilities: toRecord<CapabilityEntry>(capabilities, "/capabilities", findings),
      ...(person === undefined ? {} : { author: person }),
      ...(source === undefined ? {} : { repository: source }),
    },
    findings,
  };
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

/** `Name <mail> (url)`, each part free of the other's brackets, so that matching takes linear time. */
const PERSON = /^([^<(]*)(?:<([^>]*)>)?[^<(]*(?:\(([^)]*)\))?$/;

function toPerson(author: ManifestInput["author"], findings: Finding[]): Person | undefined {
  if (typeof author !== "string") return author;
  const [, name, email, url] = PERSON.exec(author) ?? [];
  const person = {
    name: [name, email, url, author].map((part) => part?.trim() ?? "").find((part) => part !== "") as string,
    ...(email?.trim() ? { email: email.trim() } : {}),
    ...(url?.trim() ? { url: url.trim() } : {}),
  };
  findings.push(toNormalized("/author", author, person));
  return person;
}

function toRepository(repository: ManifestInput["repository"], findings: Finding[]): Repository | undefined {
  if (typeof repository !== "string") return repository;
  const shorthand = /^(?:github:)?([\w.-]+\/[\w.-]+)$/.exec(repository);
  const source = { type: "git", url: shorthand === null ? repository : `https://github.com/${shorthand[1]}` };
  findings.push(toNormalized("/repository", repository, source));
  return source;
}
