import { CAPABILITY_TOOL } from "../tools/capability-tool.ts";
import type { ChatMessage, ToolCall } from "./message.ts";
import type { ModelPort, ToolDescription } from "./model-port.ts";
import { summarize } from "./summarize.ts";

/**
 * A model that needs no network: a planner that reads the task and takes the next step that is missing. It looks around,
 * writes, formats, reads and searches what the task names, runs what stands in backticks, and then sums up.
 */
export function createScriptedModel(): ModelPort {
  return {
    name: "scripted",
    async respond({ messages, signal, tools }) {
      signal.throwIfAborted();
      const turn = messages.slice(messages.findLastIndex(({ role }) => role === "user"));
      const done = new Set(turn.flatMap(({ toolCalls = [] }) => toolCalls.map(toKey)));
      const next = plan(turn, tools).find((step) => tools.some(({ name }) => name === step.tool) && !done.has(toKey(step)));
      if (next === undefined) return { role: "assistant", content: summarize(turn) };
      const callId = `call-${messages.filter(({ role }) => role === "tool").length + 1}`;
      return { role: "assistant", content: "", toolCalls: [{ ...next, callId }] };
    },
  };
}

type Step = Pick<ToolCall, "input" | "tool">;

function toKey({ input, tool }: Step): string {
  return JSON.stringify([tool, input]);
}

function plan(turn: readonly ChatMessage[], tools: readonly ToolDescription[]): readonly Step[] {
  const task = turn[0]?.content ?? "";
  const prose = task.replace(/`[^`]*`/g, "");
  const listing = turn.find(({ role, tool }) => role === "tool" && tool === "list_files")?.content.split("\n") ?? [];
  const named = listing.filter((file) => !file.endsWith("/") && prose.includes(file));
  const readme = /readme|summari[sz]e|about/i.test(prose) ? listing.filter((file) => /^readme(\.md)?$/i.test(file)) : [];
  const written = /\b(?:write|save|note)\b.*?\b([\w/-]+\.[a-z]+)\b/i.exec(prose)?.[1];
  const content = /`{3}\n?(.*?)`{3}/s.exec(task)?.[1] ?? `# Notes\n\n${prose}\n`;
  const commands = [...task.replace(/`{3}.*?`{3}/s, "").matchAll(/`([^`\n]+)`/g)].map(([, command = ""]) => command);
  const quoted = [...prose.matchAll(/"([^"]{2,60})"/g)].map(([, text = ""]) => text);
  return [
    { tool: "list_files", input: { path: "." } },
    ...(written === undefined ? [] : [{ tool: "write_file", input: { path: written, text: content } }]),
    ...toCapabilityStep(prose, written, tools),
    ...[...new Set([...named, ...readme])].filter((path) => path !== written).map((path) => ({ tool: "read_file", input: { path } })),
    ...quoted.map((text) => ({ tool: "search_text", input: { text } })),
    ...commands.map((command) => ({ tool: "run_shell", input: { command } })),
  ];
}

/** The capability that fits the task best, if the task asks for what it does. */
function toCapabilityStep(task: string, file: string | undefined, tools: readonly ToolDescription[]): readonly Step[] {
  const { capability } = (tools.find(({ name }) => name === CAPABILITY_TOOL)?.input["properties"] ?? {}) as {
    readonly capability?: { readonly enum?: readonly string[] };
  };
  const best = capability?.enum?.[0];
  if (best === "code.format" && file !== undefined) return [{ tool: CAPABILITY_TOOL, input: { capability: best, input: { path: file } } }];
  if (best === "vcs.diff" && /chang|diff|edit/i.test(task)) return [{ tool: CAPABILITY_TOOL, input: { capability: best, input: {} } }];
  return [];
}
