import type { PluginContext } from "../../plugin.ts";

/** Carries out a guest's request for a service of its context. Every argument is checked here. @throws TypeError for what does not fit. */
export async function serveGuest(ctx: PluginContext, service: string, params: unknown): Promise<unknown> {
  const args = (typeof params === "object" && params !== null ? params : {}) as Readonly<Record<string, unknown>>;
  const text = (key: string): string => {
    const value = args[key];
    if (typeof value !== "string") throw new TypeError(`${service} needs a text "${key}"`);
    return value;
  };
  switch (service) {
    case "fs.readText":
      return ctx.fs.readText(text("path"));
    case "fs.writeText":
      return ctx.fs.writeText(text("path"), text("text"));
    case "fs.list":
      return ctx.fs.list(text("path"));
    case "fs.exists":
      return ctx.fs.exists(text("path"));
    case "fs.remove":
      return ctx.fs.remove(text("path"));
    case "env.get":
      return ctx.env.get(text("name"));
    case "data.get":
      return ctx.data.get(text("key"));
    case "data.set":
      return ctx.data.set(text("key"), args["value"] ?? null);
    case "data.delete":
      return ctx.data.delete(text("key"));
    case "data.keys":
      return ctx.data.keys();
    case "exec":
      return ctx.exec(text("bin"), toTexts(args["args"]), typeof args["stdin"] === "string" ? { stdin: args["stdin"] } : {});
    case "model.generate":
      return ctx.model.generate({
        class: text("class"),
        prompt: text("prompt"),
        ...(typeof args["system"] === "string" ? { system: args["system"] } : {}),
        ...(typeof args["maxTokens"] === "number" ? { maxTokens: args["maxTokens"] } : {}),
      });
    case "fetch":
      return fetchText(ctx, text("url"), args);
    case "emit":
      return ctx.emit(text("hook") as never, args["payload"] as never);
    case "invoke":
      return ctx.invoke(text("capability"), args["input"]);
    case "log":
      return ctx.log[toLevel(args["level"])](text("message"));
    default:
      throw new TypeError(`there is no service "${service}"`);
  }
}

function toTexts(value: unknown): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) throw new TypeError('exec needs a list of texts "args"');
  return value;
}

function toLevel(value: unknown): "debug" | "info" | "warn" | "error" {
  return value === "debug" || value === "warn" || value === "error" ? value : "info";
}

async function fetchText(ctx: PluginContext, url: string, { body, headers, method }: Readonly<Record<string, unknown>>): Promise<unknown> {
  const response = await ctx.fetch(url, {
    ...(typeof method === "string" ? { method } : {}),
    ...(typeof headers === "object" && headers !== null ? { headers: headers as Record<string, string> } : {}),
    ...(typeof body === "string" ? { body } : {}),
  });
  return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
}
