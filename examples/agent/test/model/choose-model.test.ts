import { expect, test } from "vitest";
import { chooseModel } from "../../src/model/choose-model.ts";

test.each([{}, { KODEX_MODEL_URL: "" }])("is the scripted one without an address: %j", async (env) => {
  expect((await chooseModel(env)).name).toBe("scripted");
});

test("is the named one at an address", async () => {
  expect((await chooseModel({ KODEX_MODEL_URL: "http://127.0.0.1:1/v1", KODEX_MODEL: "tiny" })).name).toBe("tiny");
  expect((await chooseModel({ KODEX_MODEL_URL: "http://127.0.0.1:1/v1" })).name).toBe("default");
});

test.each(["localhost", "file:///etc/passwd", "not an address"])("refuses %j as an address", async (url) => {
  await expect(chooseModel({ KODEX_MODEL_URL: url })).rejects.toThrow(
    new TypeError(`KODEX_MODEL_URL is "${url}", which is no http address`),
  );
});
