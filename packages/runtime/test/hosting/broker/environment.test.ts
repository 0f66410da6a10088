import { expect, test } from "vitest";
import { toBaseEnvironment } from "../../../src/hosting/base-environment.ts";
import { createTestBroker } from "../admitted.ts";

const env = { ACME_REGION: "eu", EMPTY: "", SECRET: "s", PATH: "/bin", NODE_OPTIONS: "--inspect" };

test("gives what is granted and set", () => {
  const { broker } = createTestBroker(["env:ACME_REGION", "env:EMPTY", "env:ACME_UNSET"], { env });
  expect([broker.env.get("ACME_REGION"), broker.env.get("EMPTY"), broker.env.get("ACME_UNSET")]).toEqual(["eu", "", undefined]);
});

test("refuses what is not granted, set or not, also names that every object has", () => {
  const { broker } = createTestBroker(["env:ACME_REGION", "env:constructor"], { env });
  expect(() => broker.env.get("SECRET")).toThrow("probe@1.0.0 is not granted env:SECRET");
  expect(() => broker.env.get("acme_region")).toThrow("probe@1.0.0 is not granted env:acme_region");
  expect(() => broker.env.get("__proto__")).toThrow("probe@1.0.0 is not granted env:__proto__");
  expect(broker.env.get("constructor")).toBeUndefined();
});

test.each(["PATH", "NODE_OPTIONS", "LD_PRELOAD", "DYLD_INSERT_LIBRARIES", "BASH_ENV", "https_proxy", "NO_PROXY"])(
  "refuses %s even when it is granted",
  (name) => {
    const { broker } = createTestBroker([`env:${name}`], { env });
    expect(() => broker.env.get(name)).toThrow(
      `probe@1.0.0 may not have env:${name}: it changes what a program loads or where it connects`,
    );
  },
);

test("a program gets what it needs to run, and no relative folder to find programs in", () => {
  expect(
    toBaseEnvironment({ PATH: ".:/bin::node_modules/.bin:/usr/bin", HOME: "/home/me", TZ: undefined, AWS_SECRET: "s", NODE_OPTIONS: "x" }),
  ).toEqual({ PATH: "/bin:/usr/bin", HOME: "/home/me" });
});
