import type { ProgramCheck } from "../invocation.ts";
import { checkRemoval } from "./files.ts";

/** Tests that pick some files only. */
const FILTERS = /^-(?:i?name|i?path|i?regex|type|size|[acm]?(?:min|time)|newer\w*|user|group|perm|empty|links|inum)$/;

/** `find … -delete`: where it starts counts, and in the workspace whether anything is picked at all. */
export const checkFind: ProgramCheck = (call) => {
  if (!call.args.some(({ text }) => text === "-delete")) return [];
  const first = call.args.findIndex(({ text }) => /^[-(!]/.test(text));
  const starts = call.args.slice(0, first < 0 ? call.args.length : first);
  const isPicky = call.args.some(({ text }) => FILTERS.test(text));
  const found = (starts.length === 0 ? [{ text: ".", isExact: true, isDownload: false }] : starts).flatMap((start) =>
    checkRemoval(start, call),
  );
  return isPicky ? found.filter((rule) => rule !== "delete-workspace") : found;
};
