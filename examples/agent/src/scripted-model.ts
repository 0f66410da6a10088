import type { ChatMessage, ModelPort, ToolCall } from "./model-port.ts";

/**
 * A model that needs no network: a planner that looks at the conversation and takes the next step that is missing.
 * It looks around, reads what the task names (or the README), searches for quoted words, and then sums up.
 */
export function createScriptedModel(): ModelPort {
  return {
    name: "scripted",
    async respond({ messages, signal, tools }) {
      signal.throwIfAborted();
      const call = toNextCall(messages, tools);
      if (call === undefined) return { role: "assistant", content: summarize(messages) };
      const callId = `call-${messages.filter(({ role }) => role === "tool").length + 1}`;
      return { role: "assistant", content: "", toolCalls: [{ ...call, callId }] };
    },
  };
}

type Step = Pick<ToolCall, "input" | "tool">;

function toNextCall(messages: readonly ChatMessage[], tools: readonly string[]): Step | undefined {
  const done = new Set(messages.flatMap(({ toolCalls = [] }) => toolCalls.map(({ input, tool }) => JSON.stringify([tool, input]))));
  const wanted = plan(messages).find((step) => tools.includes(step.tool) && !done.has(JSON.stringify([step.tool, step.input])));
  return wanted;
}

function plan(messages: readonly ChatMessage[]): readonly Step[] {
  const task = taskOf(messages);
  const listing = resultOf(messages, "list_files")?.split("\n") ?? [];
  const named = listing.filter((file) => task.includes(file));
  const readme = /readme|summari[sz]e|about/i.test(task) ? listing.filter((file) => /^readme(\.md)?$/i.test(file)) : [];
  const quoted = [...task.matchAll(/"([^"]{2,60})"/g)].map((match) => match[1] ?? "");
  const note = /(?:write|save|note)\b.*?\b([\w-]+\.(?:md|txt))\b/i.exec(task)?.[1];
  return [
    { tool: "list_files", input: { path: "." } },
    ...[...new Set([...named, ...readme])].map((path) => ({ tool: "read_file", input: { path } })),
    ...quoted.map((text) => ({ tool: "search_text", input: { text } })),
    ...(note === undefined ? [] : [{ tool: "write_file", input: { path: note, text: `# Notes\n\n${task}\n` } }]),
  ];
}

function taskOf(messages: readonly ChatMessage[]): string {
  return messages.find(({ role }) => role === "user")?.content ?? "";
}

function resultOf(messages: readonly ChatMessage[], tool: string): string | undefined {
  return messages.find((message) => message.role === "tool" && message.tool === tool)?.content;
}

function summarize(messages: readonly ChatMessage[]): string {
  const files = resultOf(messages, "list_files")?.split("\n").length ?? 0;
  const readings = messages
    .filter(({ role, tool }) => role === "tool" && tool === "read_file")
    .map(
      ({ content }) =>
        content
          .split("\n")
          .find((line) => line.trim() !== "")
          ?.replace(/^#+\s*/, "") ?? "",
    );
  const searches = messages.filter(({ role, tool }) => role === "tool" && tool === "search_text").map(({ content }) => content);
  const routed = messages.find(({ role, tool }) => role === "tool" && tool?.includes("."));
  const refused = messages.filter(({ content, role }) => role === "tool" && content.startsWith("denied:"));
  return [
    `The workspace holds ${files} files and folders.`,
    ...readings.map((title) => `What I read begins with "${title}".`),
    ...searches.map((hits) => `The search found ${hits === "" ? "nothing" : `${hits.split("\n").length} lines`}.`),
    ...(routed === undefined ? [] : [`${routed.tool} answered with ${routed.content.length} characters.`]),
    ...refused.map(({ content }) => `A call was ${content}`),
    ...(taskOf(messages).includes("[redacted:") ? ["The task held a credential that I was not shown."] : []),
  ].join(" ");
}
