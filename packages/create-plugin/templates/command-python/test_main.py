import json
import subprocess
import sys
import unittest
from pathlib import Path

from main import prompt_preprocess


class PluginTest(unittest.TestCase):
    def test_greets_in_every_prompt(self) -> None:
        self.assertEqual(prompt_preprocess({"text": "hello"}), {"context": "__NAME__ says hello."})

    def test_answers_the_host_line_by_line(self) -> None:
        requests = [
            {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"protocolVersion": 1}},
            {"jsonrpc": "2.0", "id": 2, "method": "hook", "params": {"name": "prompt.preprocess", "payload": {"text": "hello"}}},
            {"jsonrpc": "2.0", "method": "shutdown"},
        ]
        program = subprocess.run(
            [sys.executable, Path(__file__).with_name("main.py")],
            input="".join(json.dumps(request) + "\n" for request in requests),
            capture_output=True,
            check=True,
            text=True,
        )
        answers = [json.loads(line) for line in program.stdout.splitlines()]
        self.assertEqual([answer["id"] for answer in answers], [1, 2])
        self.assertEqual(answers[1]["result"], {"context": "__NAME__ says hello."})


if __name__ == "__main__":
    unittest.main()
