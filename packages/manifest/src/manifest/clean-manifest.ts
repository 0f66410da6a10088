import parseSemver from "semver/functions/parse.js";
import { toCanonicalJson } from "../canonical-json.ts";
import { toNormalized } from "../diagnostics.ts";
import type { Finding } from "../finding.ts";
import { toPointer } from "../json/pointer.ts";
import { toHostPort } from "../permissions/host-port.ts";

/**
 * Trims texts, strips the `v` of versions and writes hosts in their one form, wherever a manifest has them, and reports
 * what it changed. Also reports members that stand twice in a set; they stay until the defaults are filled, so that
 * places in the document stay true. Takes any JSON value: what has another shape than a manifest is left as it is.
 */
export function cleanManifest(value: unknown): { readonly value: unknown; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  return { value: clean(value, MANIFEST, "", findings), findings };
}

/** A version without what SemVer does not know at its front; as it is when it is no version even then. */
export function cleanVersion(text: string): string {
  const bare = text.trim().replace(/^[v=]+\s*/, "");
  return parseSemver(bare) === null ? text : bare;
}

/** One form for each text that means the same. */
type Form = (text: string) => string;
const trim: Form = (text) => text.trim();
const host: Form = (text) => toHostPort(text.trim()) ?? text.trim();
const literal: Form = (text) => text;

/** What is at a place: a text or a list of texts, a set, or an object or a list whose members have shapes (`*`: all of them). */
type Shape = { readonly text: Form } | { readonly set: Form } | { readonly members: Readonly<Record<string, Shape>> };

const text: Shape = { text: trim };
const version: Shape = { text: cleanVersion };
const set: Shape = { set: trim };
const hosts: Shape = { set: host };
const each = (members: Readonly<Record<string, Shape>>): Shape => ({ members: { "*": { members } } });
const texts: Shape = { members: { "*": text } };

const permissions = {
  fs: { members: { read: set, write: set } },
  net: hosts,
  env: set,
  exec: each({}),
  model: { members: { classes: set } },
  secrets: each({ hosts }),
};
const requirements = { plugins: texts, capabilities: texts };

const MANIFEST: Shape = {
  members: {
    name: text,
    version,
    displayName: text,
    description: text,
    author: { members: { name: text, email: text, url: text } },
    license: text,
    homepage: text,
    repository: { members: { url: text, type: text, directory: text } },
    keywords: set,
    engines: { members: { kodex: text } },
    main: text,
    platforms: set,
    hooks: each({ before: set, after: set, fields: set, match: { members: { "*": { set: literal } } } }),
    capabilities: each({ version, description: text, tags: set, examples: text }),
    events: each({ description: text }),
    requires: { members: { ...requirements, optional: { members: requirements } } },
    permissions: { members: { ...permissions, hooks: each({ fields: set }), optional: { members: permissions }, reasons: texts } },
  },
};

function clean(value: unknown, shape: Shape, path: string, findings: Finding[]): unknown {
  if ("members" in shape) return cleanMembers(value, shape.members, path, findings);
  const form = "set" in shape ? shape.set : shape.text;
  if (typeof value === "string") return cleanText(value, form, path, findings);
  if (!Array.isArray(value)) return value;
  const cleaned = value.map((item: unknown, index) =>
    typeof item === "string" ? cleanText(item, form, toPointer(path, index), findings) : item,
  );
  if ("set" in shape) reportTwins(cleaned, path, findings);
  return cleaned;
}

function cleanMembers(value: unknown, members: Readonly<Record<string, Shape>>, path: string, findings: Finding[]): unknown {
  // Where a text may stand for an object, it is a shorthand: whoever expands it says how it was read.
  if (typeof value === "string") return value.trim();
  if (typeof value !== "object" || value === null) return value;
  const cleanMember = (member: unknown, key: string | number): unknown => {
    const shape = Object.hasOwn(members, key) ? members[key] : members["*"];
    return shape === undefined ? member : clean(member, shape, toPointer(path, key), findings);
  };
  if (!Array.isArray(value)) return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, cleanMember(member, key)]));
  const cleaned = value.map(cleanMember);
  if (cleaned.every((item) => typeof item === "object")) reportTwins(cleaned, path, findings);
  return cleaned;
}

function cleanText(value: string, form: Form, path: string, findings: Finding[]): string {
  const cleaned = form(value);
  if (cleaned !== value) findings.push(toNormalized(path, value, cleaned));
  return cleaned;
}

function reportTwins(items: readonly unknown[], path: string, findings: Finding[]): void {
  const once = new Map(items.map((item) => [toCanonicalJson(item), item]));
  if (once.size < items.length) findings.push(toNormalized(path, items, [...once.values()]));
}
