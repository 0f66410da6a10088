import { type DocumentNode, parse, type ValueNode } from "@humanwhocodes/momoa";
import { toKeys, toPointer } from "./pointer.ts";

/** A place in a text, both from 1; columns count UTF-16 code units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Finds places in a text by JSON Pointer: of the key where there is one, else of the value or its nearest parent. */
export function createLocator(text: string): (pointer: string) => Place | undefined {
  const document = read(text);
  return (pointer) => (document === undefined ? undefined : toPlace(document, toKeys(pointer)));
}

/** The first key that stands twice in one object, and where the second one is. */
export function findDuplicateKey(text: string): { readonly key: string; readonly path: string; readonly place: Place } | undefined {
  const document = read(text);
  return document === undefined ? undefined : seekDuplicate(document.body, "");
}

function read(text: string): DocumentNode | undefined {
  try {
    return parse(text.startsWith("\uFEFF") ? text.slice(1) : text, { mode: "json" });
  } catch {
    // Syntax errors have been reported with their own place; there is nothing to find in such a text.
    return undefined;
  }
}

function toPlace(document: DocumentNode, keys: readonly string[]): Place {
  let node: ValueNode = document.body;
  let place: Place = { line: node.loc.start.line, column: node.loc.start.column };
  for (const key of keys) {
    if (node.type === "Object") {
      const member = node.members.find(({ name }) => (name.type === "String" ? name.value : name.name) === key);
      if (member === undefined) return place;
      place = { line: member.name.loc.start.line, column: member.name.loc.start.column };
      node = member.value;
    } else if (node.type === "Array") {
      const element = node.elements[Number(key)];
      if (element === undefined) return place;
      node = element.value;
      place = { line: node.loc.start.line, column: node.loc.start.column };
    } else return place;
  }
  return place;
}

function seekDuplicate(node: ValueNode, path: string): { key: string; path: string; place: Place } | undefined {
  if (node.type === "Array") {
    for (const [index, element] of node.elements.entries()) {
      const found = seekDuplicate(element.value, toPointer(path, index));
      if (found !== undefined) return found;
    }
  }
  if (node.type !== "Object") return undefined;
  const seen = new Set<string>();
  for (const { name, value } of node.members) {
    const key = name.type === "String" ? name.value : name.name;
    const { line, column } = name.loc.start;
    if (seen.has(key)) return { key, path: toPointer(path, key), place: { line, column } };
    seen.add(key);
    const found = seekDuplicate(value, toPointer(path, key));
    if (found !== undefined) return found;
  }
  return undefined;
}
