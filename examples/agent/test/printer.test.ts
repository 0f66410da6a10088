import type { DoctorReport } from "@kodex/runtime";
import { expect, test } from "vitest";
import { createPrinter, type Printer } from "../src/printer.ts";
import type { TurnOutcome } from "../src/session/turn.ts";

const outcome: TurnOutcome = { task: "the task", answer: "the answer", isDenied: false, context: "", routed: [], messages: [] };

function print(use: (printer: Printer) => void, isTTY = false): string {
  let written = "";
  use(createPrinter({ isTTY, write: (text: string | Uint8Array) => ((written += String(text)), true) }));
  return written;
}

test("shows a step with the time of each plugin, and why it was denied", () => {
  const text = print(({ entry }) =>
    entry({
      step: "tool.before",
      tool: "run_shell",
      durationMs: 12.34,
      decision: "deny",
      reasons: ["guard@1.0.0: no"],
      plugins: [{ plugin: "guard@1.0.0", did: "denied", durationMs: 1.5 }],
    }),
  );
  expect(text).toBe(
    [
      "tool.before             12.3 ms  run_shell deny",
      "                  └     1.5 ms  guard@1.0.0 denied",
      "                     guard@1.0.0: no",
      "",
    ].join("\n"),
  );
});

test("puts those on one line that only looked", () => {
  const look = { did: "looked", durationMs: 1 };
  const text = print(({ entry }) =>
    entry({
      step: "tool.before",
      durationMs: 5,
      decision: "allow",
      reasons: [],
      plugins: [
        { ...look, plugin: "a@1.0.0" },
        { ...look, plugin: "b@1.0.0" },
        { plugin: "c@1.0.0", did: "gave input", durationMs: 2 },
        { ...look, plugin: "d@1.0.0" },
      ],
    }),
  );
  expect(text).toBe(
    [
      "tool.before              5.0 ms  allow",
      "                  └     2.0 ms  a@1.0.0, b@1.0.0 looked",
      "                  └     2.0 ms  c@1.0.0 gave input",
      "                  └     1.0 ms  d@1.0.0 looked",
      "",
    ].join("\n"),
  );
});

test("says which task begins, and what there is to know beforehand", () => {
  expect(print(({ turn }) => turn(1, 2))).toBe("task 1 of 2\n\n");
  expect(print(({ heading }) => heading("/work", "It is a copy."))).toBe("agent  /work\n  It is a copy.\n\n");
});

test("leaves out steps that no plugin took part in", () => {
  expect(print(({ entry }) => entry({ step: "turn.start", durationMs: 0, reasons: [], plugins: [] }))).toBe("");
});

test("shows what was asked, told, routed and answered", () => {
  const routed = [{ capability: "vcs.diff", plugin: "git-context@1.0.0", score: 1, reasons: [] }];
  const text = print((printer) => printer.outcome({ ...outcome, context: "on a branch\nof mine", routed }));
  expect(text).toBe(
    "\nwhat the model was asked\n  the task\n\nwhat the plugins told it\n  on a branch\n  of mine\n\nrouted to\n  vcs.diff of git-context@1.0.0\n\nanswer\n  the answer\n\n",
  );
});

test("keeps streamed text apart from what follows", () => {
  const text = print((printer) => {
    printer.text("Hel");
    printer.text("lo");
    printer.outcome(outcome);
  });
  expect(text).toMatch(/^Hello\n\nwhat the model was asked\n/);
});

test("writes out what would steer a terminal", () => {
  const text = print((printer) => {
    printer.text("\u001b[2J");
    printer.outcome({ ...outcome, answer: "\u202eevil\u0007" });
  });
  for (const character of ["\u001b", "\u202e", "\u0007"]) expect(text).not.toContain(character);
  expect(text).toContain("\\u{202e}evil\\u{7}");
});

test("is in colour on a terminal only", () => {
  const use = (printer: Printer): void => printer.heading("/work");
  expect(print(use)).toBe("agent  /work\n\n");
  expect(print(use, true)).toContain("\u001b[1magent");
});

test("gives the doctor's verdict with what is not as it should be", () => {
  const report: DoctorReport = {
    healthy: false,
    checks: [
      { id: "a", status: "pass", message: "fine" },
      { id: "b", status: "warn", message: "odd", hint: "Look." },
      { id: "c", status: "fail", message: "broken" },
    ],
    ledger: [],
    summary: { plugins: 2, loaded: 1, skipped: 0, failed: 1, pass: 1, warn: 1, fail: 1 },
  };
  expect(print(({ verdict }) => verdict(report))).toBe(
    "▲ odd\n  → Look.\n✖ broken\ndoctor  unhealthy: 1 of 2 plugins loaded, 1 check passed, 1 warning, 1 failed\n",
  );
});
