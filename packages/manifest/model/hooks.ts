import Type from "typebox";
import { type HookDefinition, json, list, number, optional, text } from "./hook.ts";

const Attachment = Type.Object(
  {
    kind: text("What it is, such as `file` or `image`."),
    name: optional(text("Name to show.")),
    path: optional(text("Path of a file.")),
    text: optional(text("Content, where it is text.")),
  },
  { title: "Attachment", description: "Something handed over with a prompt." },
);
const Block = Type.Object(
  { text: text("The text itself."), source: optional(text("Where it comes from, such as a plugin or a file.")) },
  { title: "ContextBlock", description: "A piece of context for the model." },
);
const Message = Type.Object(
  { role: text("`system`, `user`, `assistant` or `tool`."), content: json("Text, or parts in the form that the host uses.") },
  { title: "Message", description: "One message of a conversation." },
);
const Tool = Type.Object(
  { name: text("Name of the tool."), description: optional(text("What it does.")), input: optional(json("JSON Schema of its input.")) },
  { title: "Tool", description: "A tool that the model may call." },
);
const Candidate = Type.Object(
  {
    capability: text("Id of the capability."),
    plugin: text("Provider, as `name@version`."),
    score: number("Relevance; higher is better, comparable within one list only."),
    reasons: list(Type.String(), "What matched."),
  },
  { title: "RouteCandidate", description: "A provider that may serve a task." },
);
const ErrorValue = Type.Object(
  { name: text("Class of the error."), message: text("What went wrong."), code: optional(text("Stable code, if it has one.")) },
  { title: "ErrorValue", description: "An error as a JSON value." },
);
const ToolCall = Type.Object(
  {
    tool: text("Name of the tool."),
    callId: text("Id of the call."),
    input: json("Arguments."),
    output: optional(json("Result.")),
    error: optional(ErrorValue),
    durationMs: optional(number("Time it took, in milliseconds.")),
  },
  { title: "ToolCall", description: "One finished call of a tool." },
);

const context = { context: text("Text to add to the model's context, kept apart per plugin.") };
const call = {
  tool: text("Name of the tool."),
  callId: text("Id of the call, unique in the session."),
  input: json("Arguments of the call."),
};
const pinnedCall = ["tool", "callId"];
const pluginEvent = {
  plugin: text("`name@version`."),
  code: optional(text("Code of the error, if there is one.")),
  durationMs: optional(number("Time it took, in milliseconds.")),
};
const change = optional(text("What happened: `created`, `changed` or `removed`."));

const observe = (summary: string, payload: HookDefinition["payload"], more: Partial<HookDefinition> = {}): HookDefinition => ({
  kinds: ["observe"],
  summary,
  payload,
  rewrites: "none",
  ...more,
});
const transform = (summary: string, payload: HookDefinition["payload"], more: Partial<HookDefinition> = {}): HookDefinition => ({
  kinds: ["transform"],
  summary,
  payload,
  rewrites: "payload",
  ...more,
});
const gate = (summary: string, payload: HookDefinition["payload"], more: Partial<HookDefinition> = {}): HookDefinition => ({
  kinds: ["gate"],
  summary,
  payload,
  rewrites: "none",
  ...more,
});
const provide = (summary: string, payload: HookDefinition["payload"], extras: HookDefinition["payload"]): HookDefinition => ({
  kinds: ["provide"],
  summary,
  payload,
  rewrites: "none",
  extras,
});

/** The hook vocabulary, version 1: every moment that a host may announce. */
export const hooks: Readonly<Record<string, HookDefinition>> = {
  "session.start": transform(
    "A session begins.",
    { source: text("Why: `startup`, `resume` or `clear`."), model: optional(text("Model in use.")) },
    { rewrites: "none", extras: context, historic: true },
  ),
  "session.end": observe("A session is over.", { reason: text("Why it ended.") }),
  "prompt.preprocess": transform(
    "A person's prompt, before anything else sees it.",
    { text: text("The prompt."), attachments: optional(list(Attachment, "What came with it.")) },
    { kinds: ["transform", "gate"], extras: { ...context, drop: text("Denies the prompt, for this reason.") }, denial: "drop" },
  ),
  "prompt.expand": transform("A slash command becomes a prompt.", {
    command: text("Name of the command."),
    args: optional(json("Arguments.")),
    text: text("The prompt so far."),
  }),
  "prompt.context": transform("Context is gathered for the next request.", { blocks: list(Block, "Context in order.") }),
  "task.route": provide(
    "A task looks for the capability that serves it.",
    { task: text("The task in plain words."), candidates: list(Candidate, "Candidates so far, best first.") },
    { candidates: list(Candidate, "Candidates, best first.") },
  ),
  "tools.select": transform("The tools of the next request are chosen.", { tools: list(Tool, "Tools in order.") }),
  "model.request": transform(
    "A request is about to go to a model.",
    { model: text("Model in use."), messages: list(Message, "The conversation."), params: optional(json("Provider parameters.")) },
    { kinds: ["transform", "provide"], extras: { response: json("Answers in the model's place.") }, answer: "response" },
  ),
  "model.response": transform("A model has answered.", {
    message: json("The message."),
    usage: optional(json("Tokens used.")),
    stopReason: optional(text("Why the model stopped.")),
  }),
  "model.switch.before": gate("The session is about to change its model.", {
    from: text("Model in use."),
    to: text("Model to use."),
    why: optional(text("Why.")),
  }),
  "model.switch.after": observe("The session has changed its model.", {
    from: text("Model before."),
    to: text("Model now."),
    why: optional(text("Why.")),
  }),
  "tool.before": transform("A tool is about to be called.", call, { kinds: ["transform", "gate"], extras: context, pinned: pinnedCall }),
  "tool.permission": gate(
    "A person would be asked whether a tool may run.",
    { tool: text("Name of the tool."), input: json("Arguments of the call."), rule: optional(text("Rule that asks.")) },
    { extras: { remember: json("Keep the decision: `true` or a scope that the host knows.") } },
  ),
  "tool.denied": observe("A tool call was denied.", {
    tool: text("Name of the tool."),
    input: json("Arguments of the call."),
    by: text("Who denied it."),
    reason: optional(text("Why.")),
  }),
  "tool.after": transform(
    "A tool has answered.",
    { ...call, output: json("Result of the call."), durationMs: optional(number("Time it took, in milliseconds.")) },
    { extras: context, pinned: pinnedCall },
  ),
  "tool.error": transform("A tool has failed.", { ...call, error: ErrorValue }, { rewrites: "none", extras: context }),
  "tool.batch.after": observe("All tool calls of one model answer are done.", { calls: list(ToolCall, "Calls in order.") }),
  "turn.start": observe("A turn begins.", { turnId: text("Id of the turn.") }),
  "turn.error": observe("A turn has failed.", { error: ErrorValue }),
  "turn.interrupt": observe("A turn was interrupted.", { by: text("Who interrupted it.") }),
  "turn.stop": gate(
    "The agent is about to end its turn.",
    {
      lastMessage: optional(json("Last message of the turn.")),
      continuations: optional(Type.Integer({ minimum: 0, description: "How often in a row the turn was continued." })),
    },
    {
      extras: { continue: text("Denies stopping: what the agent is to do next.") },
      denial: "continue",
      denialLimit: { field: "continuations", max: 8 },
    },
  ),
  "agent.spawn": transform(
    "A sub-agent is about to start.",
    { type: text("Kind of agent."), prompt: text("Its task."), model: optional(text("Its model.")) },
    { kinds: ["transform", "gate"] },
  ),
  "agent.stop": gate(
    "A sub-agent is about to end.",
    {
      type: text("Kind of agent."),
      result: optional(json("Its result.")),
      continuations: optional(Type.Integer({ minimum: 0, description: "How often in a row the agent was continued." })),
    },
    {
      extras: { continue: text("Denies stopping: what the agent is to do next.") },
      denial: "continue",
      denialLimit: { field: "continuations", max: 8 },
    },
  ),
  "task.created": gate("A task is about to be added.", { task: json("The task.") }),
  "task.completed": gate("A task is about to be marked as done.", { task: json("The task.") }),
  "context.compact.before": transform(
    "The conversation is about to be summarized.",
    { trigger: text("`manual` or `auto`."), instructions: optional(text("What to keep.")), messages: list(Message, "The conversation.") },
    { kinds: ["transform", "provide"], extras: { summary: text("Answers in the model's place.") }, answer: "summary" },
  ),
  "context.compact.after": observe("The conversation was summarized.", {
    trigger: text("`manual` or `auto`."),
    summary: text("The summary."),
    tokensBefore: optional(number("Tokens before.")),
    tokensAfter: optional(number("Tokens after.")),
  }),
  "command.run": provide(
    "A slash command is run.",
    { name: text("Name of the command."), args: optional(json("Arguments.")) },
    { text: text("What to show.") },
  ),
  "shell.env": transform("The environment of a shell is put together.", {
    cwd: text("Folder of the shell."),
    keys: list(Type.String(), "Names of the variables that are set."),
    set: optional(Type.Record(Type.String(), Type.String(), { description: "Variables to set." })),
  }),
  notification: observe("A person is to be told something.", { kind: text("What it is about."), text: text("What to say.") }),
  "elicitation.request": provide(
    "A tool server asks the person a question.",
    { schema: json("JSON Schema of the answer."), message: optional(text("The question.")) },
    { answer: json("The answer.") },
  ),
  "elicitation.result": transform("The person has answered a tool server.", {
    schema: optional(json("JSON Schema of the answer.")),
    answer: json("The answer."),
  }),
  "message.display": transform("A message is about to be shown.", { text: text("The message.") }),
  "config.changed": observe("A setting has changed.", { key: text("Which setting."), change }, { historic: true }),
  "file.changed": observe("A file of the workspace has changed.", { path: text("Which file."), change }),
  "cwd.changed": observe("The working folder has changed.", { path: text("The folder now."), change }),
  "workspace.directory.added": observe("A folder was added to the workspace.", { path: text("Which folder."), change }),
  "instructions.loaded": observe("A file of instructions was read.", { path: text("Which file."), change }),
  "worktree.create": provide("A work tree is needed.", { name: text("Name of the work tree.") }, { path: text("Where it is.") }),
  "worktree.remove": observe("A work tree is no longer needed.", {
    name: optional(text("Name of the work tree.")),
    path: text("Where it is."),
  }),
  "plugin.admit": gate(
    "A plugin is about to be admitted.",
    {
      plugin: text("Name of the plugin."),
      version: text("Its version."),
      provenance: optional(json("Where it comes from.")),
      signature: optional(json("Who signed it.")),
      declared: list(Type.String(), "Permission atoms that it declares."),
      inferred: optional(list(Type.String(), "Permission atoms that its code uses.")),
    },
    { hostOnly: true },
  ),
  "plugin.loaded": observe("A plugin was loaded.", pluginEvent),
  "plugin.failed": observe("A plugin could not be loaded.", pluginEvent),
  "plugin.unloaded": observe("A plugin was unloaded.", pluginEvent),
  "plugin.circuit": observe("A circuit breaker of a plugin has changed its state.", {
    ...pluginEvent,
    hook: optional(text("Hook of the breaker.")),
    state: optional(text("`closed`, `open` or `half_open`.")),
  }),
};
