"""__NAME__: a Kodex plugin that speaks JSON-RPC 2.0 over standard input and output."""

import json
import sys


def prompt_preprocess(payload):
    return {"context": "__NAME__ says hello."}


HOOKS = {"prompt.preprocess": prompt_preprocess}


def answer(message):
    method, params = message["method"], message.get("params", {})
    if method == "initialize":
        return {"protocolVersion": 1, "hooks": list(HOOKS), "capabilities": []}
    if method == "hook":
        return HOOKS[params["name"]](params["payload"])
    raise ValueError(f"unknown method {method}")


for line in sys.stdin:
    message = json.loads(line)
    if message.get("method") == "shutdown":
        break
    if "id" not in message:
        continue
    reply = {"jsonrpc": "2.0", "id": message["id"]}
    try:
        reply["result"] = answer(message)
    except Exception as error:
        reply["error"] = {"code": -32000, "message": str(error)}
    print(json.dumps(reply), flush=True)
