"""Counts words: a Kodex plugin in Python, with nothing but the standard library.

One JSON-RPC 2.0 message per line: requests come in on standard input, answers go out on standard output. What is
written to standard error ends up in the plugin's log.
"""

import json
import sys

DEFAULT_LONG_PROMPT = 200
config = {}


def count(text):
    return {"words": len(text.split()), "lines": len(text.splitlines()), "characters": len(text)}


def preprocess_prompt(payload):
    words = count(payload["text"])["words"]
    if words < config.get("longPrompt", DEFAULT_LONG_PROMPT):
        return None
    return {"context": f"The prompt is long: {words} words. Begin with a summary of what is asked."}


HOOKS = {"prompt.preprocess": preprocess_prompt}
CAPABILITIES = {"text.count": lambda data: count(data["text"])}


def answer(method, params):
    if method == "initialize":
        config.update(params.get("config") or {})
        return {"protocolVersion": 1, "hooks": list(HOOKS), "capabilities": list(CAPABILITIES)}
    if method == "hook":
        return HOOKS[params["name"]](params["payload"])
    if method == "capability":
        return CAPABILITIES[params["name"]](params["payload"])
    raise ValueError(f"there is no method {method}")


def reply(message):
    try:
        return {"result": answer(message["method"], message.get("params") or {})}
    except Exception as error:  # whatever it is, the host hears of it and the next call works
        return {"error": {"code": -32000, "message": f"{type(error).__name__}: {error}"}}


def main():
    # The protocol is UTF-8, whatever the locale says.
    sys.stdin.reconfigure(encoding="utf-8")
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    for line in sys.stdin:
        message = json.loads(line)
        if message.get("method") == "shutdown":
            break
        # A notification, such as "cancel", wants no answer.
        if "id" in message:
            print(json.dumps({"jsonrpc": "2.0", "id": message["id"], **reply(message)}), flush=True)


main()
