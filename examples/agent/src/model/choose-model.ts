import type { ModelPort } from "./model-port.ts";
import { createScriptedModel } from "./scripted-model.ts";

/**
 * The model that the environment names: `KODEX_MODEL_URL` is the base of an OpenAI-compatible API, `KODEX_MODEL` the
 * model there (default `default`), `KODEX_MODEL_KEY` its key. Without a URL, the scripted one.
 *
 * @throws TypeError when the URL is none
 */
export async function chooseModel(env: Readonly<Record<string, string | undefined>>): Promise<ModelPort> {
  const url = env["KODEX_MODEL_URL"];
  if (url === undefined || url === "") return createScriptedModel();
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new TypeError(`KODEX_MODEL_URL is "${url}", which is no http address`);
  const { createOpenAiModel } = await import("./openai-model.ts");
  const key = env["KODEX_MODEL_KEY"];
  return createOpenAiModel({ url, model: env["KODEX_MODEL"] ?? "default", ...(key === undefined ? {} : { key }) });
}
