import { expect, test } from "vitest";
import { readGreeting } from "../../../src/hosting/protocol/handshake.ts";

test("reads a greeting, whose lists may be left out", () => {
  expect(readGreeting({ protocolVersion: 1, hooks: ["prompt.preprocess"], capabilities: ["a.b"], more: true })).toEqual({
    hooks: ["prompt.preprocess"],
    capabilities: ["a.b"],
  });
  expect(readGreeting({ protocolVersion: 1 })).toEqual({ hooks: [], capabilities: [] });
});

test("says what is wrong with one that is none", () => {
  expect(readGreeting(null)).toBe("the answer to initialize is not an object");
  expect(readGreeting("hello")).toBe("the answer to initialize is not an object");
  expect(readGreeting({ protocolVersion: 2 })).toBe("it speaks protocol version 2, the host 1");
  expect(readGreeting({ protocolVersion: "1" })).toBe('it speaks protocol version "1", the host 1');
  expect(readGreeting({})).toBe("it speaks protocol version undefined, the host 1");
  expect(readGreeting({ protocolVersion: 1, hooks: "all" })).toBe('"hooks" in the answer to initialize is not a list of names');
  expect(readGreeting({ protocolVersion: 1, capabilities: [1] })).toBe('"capabilities" in the answer to initialize is not a list of names');
});
