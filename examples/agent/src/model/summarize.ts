import { CAPABILITY_TOOL } from "../tools/capability-tool.ts";
import type { ChatMessage } from "./message.ts";

/** What a person would want to hear of a turn: what was found, done and refused. */
export function summarize(turn: readonly ChatMessage[]): string {
  const results = (tool: string): readonly string[] =>
    turn.filter((message) => message.role === "tool" && message.tool === tool && !isRefused(message)).map(({ content }) => content);
  return [
    ...results("list_files").map((names) => `The workspace holds ${names.split("\n").length} files and folders.`),
    ...results("write_file").map((what) => `I ${what.split("\n")[0]}.`),
    ...turn.flatMap((message) => toCapabilityAnswer(message, turn)),
    ...results("read_file").map((text) => `What I read begins with "${toTitle(text)}".`),
    ...results("search_text").map((hits) => `The search found ${hits === "" ? "nothing" : `${hits.split("\n").length} lines`}.`),
    ...results("run_shell").map((output) => `The command ended with ${output.split("\n")[0]}.`),
    ...turn.filter(isRefused).map(({ content }) => `A call was ${content}.`),
    ...(turn[0]?.content.includes("[redacted:") === true ? ["The task held a credential that I was not shown."] : []),
  ].join(" ");
}

function toCapabilityAnswer({ callId, content, role, tool }: ChatMessage, turn: readonly ChatMessage[]): readonly string[] {
  if (role !== "tool" || tool !== CAPABILITY_TOOL || /^(?:denied|failed): /.test(content)) return [];
  const call = turn.flatMap(({ toolCalls = [] }) => toolCalls).find((wanted) => wanted.callId === callId);
  return [`${String(call?.input["capability"])} answered ${content.length > 120 ? `${content.slice(0, 119)}…` : content}.`];
}

function isRefused({ content, role }: ChatMessage): boolean {
  return role === "tool" && /^(?:denied|failed): /.test(content);
}

function toTitle(text: string): string {
  const first = text.split("\n").find((line) => line.trim() !== "") ?? "";
  return first.replace(/^#+\s*/, "");
}
