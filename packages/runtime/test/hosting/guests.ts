/** A file that lets a guest in JavaScript be written in a few lines. Handlers get the parameters and the id of the request. */
export const GUEST_LIBRARY = `
import { createInterface } from "node:readline";
const waiting = new Map();
let nextId = 1;
export const send = (message) => process.stdout.write(JSON.stringify({ jsonrpc: "2.0", ...message }) + "\\n");
export const ask = (method, params) => new Promise((resolve, reject) => {
  const id = nextId++;
  waiting.set(id, { resolve, reject });
  send({ id, method, params });
});
export function serve({ greeting = {}, cancel = () => {}, shutdown = () => process.exit(), ...handlers }) {
  const lines = createInterface({ input: process.stdin });
  lines.on("line", async (line) => {
    const { id, method, params, result, error } = JSON.parse(line);
    if (method === undefined) {
      const { resolve, reject } = waiting.get(id);
      return error === undefined ? resolve(result) : reject(Object.assign(new Error(error.message), error));
    }
    if (method === "cancel") return cancel(params);
    if (method === "shutdown") return shutdown();
    if (method === "initialize") {
      const own = await (handlers.initialize ?? (() => undefined))(params);
      return send({ id, result: own ?? { protocolVersion: 1, hooks: ["prompt.preprocess"], ...greeting } });
    }
    try {
      send({ id, result: (await handlers[method](params, id)) ?? null });
    } catch (error) {
      send({ id, error: { code: -32000, message: error.message, data: { name: error.name } } });
    }
  });
}
`;

/** A guest in Python that greets and answers with the text in capitals, by the standard library alone. */
export const PYTHON_GUEST = `
import json, os, sys

def send(message):
    print(json.dumps({"jsonrpc": "2.0", **message}), flush=True)

def ask(method, params):
    send({"id": "q", "method": method, "params": params})
    answer = json.loads(sys.stdin.readline())
    if "error" in answer:
        raise RuntimeError(answer["error"]["data"].get("code", answer["error"]["message"]))
    return answer["result"]

for line in sys.stdin:
    message = json.loads(line)
    method, params = message.get("method"), message.get("params")
    if method == "shutdown":
        break
    if method == "initialize":
        print("up with", params["config"], file=sys.stderr, flush=True)
        send({"id": message["id"], "result": {"protocolVersion": 1, "hooks": ["prompt.preprocess"], "capabilities": ["text.upper"]}})
    elif method == "hook":
        notes = ask("fs.readText", {"call": params["call"], "path": "$workspace/notes.txt"})
        send({"id": message["id"], "result": {"text": params["payload"]["text"].upper(), "context": notes}})
    elif method == "capability":
        try:
            ask("env.get", {"call": params["call"], "name": "KODEX_NOT_GRANTED"})
        except RuntimeError as refusal:
            send({"id": message["id"], "result": str(refusal)})
`;
