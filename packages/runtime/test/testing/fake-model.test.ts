import { expect, test } from "vitest";
import { createFakeModel } from "@kodex/runtime/testing";

const { signal } = new AbortController();

test("answers what it is told to, and remembers what it was asked", async () => {
  const model = createFakeModel("eight ch");
  const request = { class: "small", prompt: "four", maxTokens: 5 };
  expect(await model.generate(request, { signal })).toEqual({ text: "eight ch", usage: { inputTokens: 1, outputTokens: 2 } });
  expect(model.requests).toEqual([request]);
});

test("answers by a function of the request, whose throw is the model's failure", async () => {
  const model = createFakeModel(({ prompt }) => {
    if (prompt === "") throw new Error("nothing asked");
    return prompt.toUpperCase();
  });
  expect((await model.generate({ class: "small", prompt: "hi" }, { signal })).text).toBe("HI");
  await expect(model.generate({ class: "small", prompt: "" }, { signal })).rejects.toThrow("nothing asked");
  expect(model.requests).toHaveLength(2);
});
