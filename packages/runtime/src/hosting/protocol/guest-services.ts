import type { ExecOptions, PluginContext, PluginLog } from "../../plugin.ts";
import { RPC_CODES, RpcError } from "./rpc-error.ts";

/** Most characters of a response's body that reach a guest: its frame has an end, too. */
const MAX_BODY_LENGTH = 512 * 1024;

/** Parameters of a guest's request, each checked when it is asked for. */
type Params = Readonly<Record<string, unknown>>;
type Service = (ctx: PluginContext, params: Params) => unknown;

/** What a guest may ask for, by method. The names are those of the context in-process. */
const SERVICES: ReadonlyMap<string, Service> = new Map<string, Service>([
  ["fs.readText", ({ fs }, params) => fs.readText(readText(params, "path"))],
  ["fs.writeText", ({ fs }, params) => fs.writeText(readText(params, "path"), readText(params, "text"))],
  ["fs.list", ({ fs }, params) => fs.list(readText(params, "path"))],
  ["fs.exists", ({ fs }, params) => fs.exists(readText(params, "path"))],
  ["fs.remove", ({ fs }, params) => fs.remove(readText(params, "path"))],
  ["env.get", ({ env }, params) => env.get(readText(params, "name"))],
  ["secrets.get", ({ secrets }, params) => secrets.get(readText(params, "name"))],
  ["data.get", ({ data }, params) => data.get(readText(params, "key"))],
  ["data.set", ({ data }, params) => data.set(readText(params, "key"), params["value"] ?? null)],
  ["data.delete", ({ data }, params) => data.delete(readText(params, "key"))],
  ["data.keys", ({ data }) => data.keys()],
  ["exec", ({ exec }, params) => exec(readText(params, "bin"), readTexts(params, "args"), readExecOptions(params))],
  ["model.generate", generate],
  ["fetch", fetchText],
  ["emit", (ctx, params) => ctx.emit(readText(params, "hook") as never, params["payload"] as never)],
  [
    "invoke",
    (ctx, params) =>
      ctx.invoke(readText(params, "capability"), params["input"], { ...pickText(params, "range"), ...pickText(params, "plugin") }),
  ],
  ["log", ({ log }, params) => writeLog(log, params)],
]);

/** Carries out a guest's request for a service of its context. @throws RpcError for a method or parameter that does not fit */
export async function serveGuest(ctx: PluginContext, method: string, params: unknown): Promise<unknown> {
  const service = SERVICES.get(method);
  if (service === undefined) throw new RpcError(RPC_CODES.methodNotFound, `there is no method ${JSON.stringify(method.slice(0, 80))}`);
  return service(ctx, toParams(params));
}

/** Takes a notification of a guest: only `log` is one. Whether it was that. */
export function hearGuest(log: PluginLog, method: string, params: unknown): boolean {
  const values = toParams(params);
  if (method !== "log" || typeof values["message"] !== "string") return false;
  writeLog(log, values);
  return true;
}

function toParams(params: unknown): Params {
  return typeof params === "object" && params !== null && !Array.isArray(params) ? (params as Params) : {};
}

function readText(params: Params, key: string): string {
  const value = params[key];
  if (typeof value !== "string") throw new RpcError(RPC_CODES.invalidParams, `"${key}" is not a text`);
  return value;
}

/** A text that may be left out. */
function pickText<Key extends string>(params: Params, key: Key): { [Name in Key]?: string } {
  return params[key] === undefined || params[key] === null ? {} : ({ [key]: readText(params, key) } as { [Name in Key]?: string });
}

/** A number that may be left out. */
function pickNumber<Key extends string>(params: Params, key: Key): { [Name in Key]?: number } {
  const value = params[key];
  if (value === undefined || value === null) return {};
  if (typeof value !== "number") throw new RpcError(RPC_CODES.invalidParams, `"${key}" is not a number`);
  return { [key]: value } as { [Name in Key]?: number };
}

function readTexts(params: Params, key: string): readonly string[] {
  const value = params[key] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw new RpcError(RPC_CODES.invalidParams, `"${key}" is not a list of texts`);
  return value;
}

/** An object that may be left out. */
function readRecord(params: Params, key: string): Params {
  const value = params[key] ?? {};
  if (typeof value !== "object" || Array.isArray(value)) throw new RpcError(RPC_CODES.invalidParams, `"${key}" is not an object`);
  return value as Params;
}

function readExecOptions(params: Params): ExecOptions {
  return { ...pickText(params, "cwd"), ...pickText(params, "stdin"), ...pickNumber(params, "timeoutMs") };
}

function generate({ model }: PluginContext, params: Params): Promise<unknown> {
  return model.generate({
    class: readText(params, "class"),
    prompt: readText(params, "prompt"),
    ...pickText(params, "system"),
    ...pickNumber(params, "maxTokens"),
  });
}

function writeLog(log: PluginLog, params: Params): void {
  const { level } = params;
  const write = level === "debug" || level === "warn" || level === "error" ? log[level] : log.info;
  const fields = readRecord(params, "fields");
  if (Object.keys(fields).length === 0) write(readText(params, "message"));
  else write(readText(params, "message"), fields);
}

async function fetchText(ctx: PluginContext, params: Params): Promise<unknown> {
  const headers = readRecord(params, "headers");
  for (const name of Object.keys(headers)) readText(headers, name);
  const response = await ctx.fetch(readText(params, "url"), {
    ...pickText(params, "method"),
    ...pickText(params, "body"),
    headers: headers as Record<string, string>,
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await readBody(response) };
}

/** The body as text. One without an end must not fill the host's memory. */
async function readBody(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  if (response.body === null) return text;
  for await (const chunk of response.body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MAX_BODY_LENGTH) throw new RangeError(`the response's body is longer than ${MAX_BODY_LENGTH} characters`);
  }
  return text + decoder.decode();
}
