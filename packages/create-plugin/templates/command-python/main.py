"""__NAME__: a Kodex plugin in Python, with nothing but the standard library.

One JSON-RPC 2.0 message per line: requests come in on standard input, answers go out on standard output. What is
written to standard error ends up in the plugin's log.
"""

import json
import sys


def prompt_preprocess(payload: dict) -> dict:
    return {"context": "__NAME__ says hello."}


HOOKS = {"prompt.preprocess": prompt_preprocess}


def answer(method: str, params: dict) -> object:
    if method == "initialize":
        return {"protocolVersion": 1, "hooks": list(HOOKS), "capabilities": []}
    if method == "hook":
        return HOOKS[params["name"]](params["payload"])
    raise ValueError(f"there is no method {method}")


def reply(message: dict) -> dict:
    try:
        return {"result": answer(message["method"], message.get("params") or {})}
    except Exception as error:  # whatever it is, the host hears of it and the next call works
        return {"error": {"code": -32000, "message": f"{type(error).__name__}: {error}"}}


def main() -> None:
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


if __name__ == "__main__":
    main()
