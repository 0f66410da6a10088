import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createTokenBudget } from "../../../src/hosting/broker/token-budget.ts";
import type { ModelProvider } from "../../../src/hosting/model-provider.ts";
import type { ModelRequest, ModelResponse } from "../../../src/plugin.ts";
import { createFakeClock } from "../../../src/testing/fake-clock.ts";
import { createFakeModel } from "../../../src/testing/fake-model.ts";
import { createCall, createTestBroker, toRejection } from "../admitted.ts";

const ask = (changes: Partial<ModelRequest> = {}): ModelRequest => ({ class: "small", prompt: "hi", ...changes });

/** A model whose answers the test gives. */
function createSlowModel(): ModelProvider & { readonly requests: ModelRequest[]; finish(tokens: number): void } {
  const requests: ModelRequest[] = [];
  const waiting: ((response: ModelResponse) => void)[] = [];
  return {
    requests,
    generate(request) {
      requests.push(request);
      return new Promise((resolve) => waiting.push(resolve));
    },
    finish: (tokens) => waiting.shift()?.({ text: "", usage: { inputTokens: 0, outputTokens: tokens } }),
  };
}

describe("who may ask", () => {
  test("a class that is granted, of a host that has a model", async () => {
    const model = createFakeModel("yes");
    const { broker } = createTestBroker(["model:small:{}"], { model });
    expect(await broker.generate(ask({ system: "be brief" }), createCall())).toEqual({
      text: "yes",
      usage: { inputTokens: 1, outputTokens: 1 },
    });
    expect(model.requests).toEqual([{ class: "small", prompt: "hi", system: "be brief" }]);
  });

  test("no class that is not granted, or whose grant cannot be read", async () => {
    const { broker } = createTestBroker(["model:small:{}", "model:odd:{", "model:list:[1]x", 'model:text:{"tokensPerCall":"many"}'], {
      model: createFakeModel(""),
    });
    expect(await toRejection(broker.generate(ask({ class: "large" }), createCall()))).toMatchObject({
      code: "PERMISSION_DENIED",
      message: "probe@1.0.0 is not granted model:large:{}",
    });
    for (const name of ["odd", "list", "text"])
      expect((await toRejection(broker.generate(ask({ class: name }), createCall()))).code).toBe("PERMISSION_DENIED");
  });

  test("not of a host without a model", async () => {
    const { broker } = createTestBroker(["model:small:{}"]);
    expect(await toRejection(broker.generate(ask(), createCall()))).toMatchObject({
      code: "MODEL_UNAVAILABLE",
      message: "probe@1.0.0 asks for a model, and the host has none",
    });
  });

  test("only with a request that is one; the provider sees nothing beyond it", async () => {
    const model = createFakeModel("");
    const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model });
    for (const maxTokens of [Number.NaN, 0, -5, 1.5, Infinity, "5" as never])
      expect((await toRejection(broker.generate(ask({ maxTokens }), createCall()))).message).toBe(
        `"maxTokens" of a model request is ${maxTokens}, and must be a whole number above 0`,
      );
    for (const changes of [{ prompt: undefined }, { system: 5 }, { class: null }])
      expect((await toRejection(broker.generate({ ...ask(), ...changes } as never, createCall()))).message).toMatch(/is not a text$/);
    await broker.generate({ ...ask(), temperature: 2, model: "dear" } as never, createCall());
    expect(model.requests).toEqual([{ class: "small", prompt: "hi", maxTokens: 99 }]);
  });
});

describe("the budget", () => {
  test("limits the answer to what is left of the call's and of the session's tokens", async () => {
    const model = createFakeModel("x".repeat(40));
    const { broker } = createTestBroker(['model:small:{"tokensPerCall":50,"tokensPerSession":70}'], { model });
    await broker.generate(ask(), createCall());
    await broker.generate(ask({ maxTokens: 20 }), createCall());
    await broker.generate(ask(), createCall());
    // Each call has used 1 + 10 tokens; the prompt is counted as 1.
    expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([49, 20, 47]);
  });

  test("refuses a call that asks for more than one call may have, and a prompt that is too long for it", async () => {
    const { broker } = createTestBroker(['model:small:{"tokensPerCall":50}'], { model: createFakeModel("") });
    expect((await toRejection(broker.generate(ask({ maxTokens: 51 }), createCall()))).message).toBe(
      "probe@1.0.0 may not have model:small: 51 tokens are more than the 50 of a call",
    );
    expect((await toRejection(broker.generate(ask({ prompt: "x".repeat(100) }), createCall()))).message).toBe(
      "probe@1.0.0 may not have model:small: its prompt alone takes the 50 tokens of a call",
    );
  });

  test("is set aside before the call, so that calls side by side cannot overrun it", async () => {
    const model = createSlowModel();
    const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model });
    const calls = Array.from({ length: 10 }, () => broker.generate(ask({ maxTokens: 39 }), createCall()));
    const outcomes = Promise.allSettled(calls);
    await Promise.resolve();
    expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([39, 39, 19]);
    for (let count = 0; count < 3; count += 1) model.finish(39);
    const refused = (await outcomes).filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(7);
    expect((refused[0] as PromiseRejectedResult).reason).toMatchObject({
      code: "PERMISSION_DENIED",
      message: "probe@1.0.0 may not have model:small: its token budget is used up, or set aside for calls under way",
    });
  });

  test("is settled after the call with what was used", async () => {
    const model = createSlowModel();
    const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model });
    const first = broker.generate(ask(), createCall());
    model.finish(10);
    await first;
    const second = broker.generate(ask(), createCall());
    expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([99, 89]);
    model.finish(0);
    await second;
  });

  test("belongs to a session", async () => {
    const model = createFakeModel("x".repeat(396));
    const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model });
    await broker.generate(ask(), createCall({ sessionId: "a" }));
    expect((await toRejection(broker.generate(ask(), createCall({ sessionId: "a" })))).code).toBe("PERMISSION_DENIED");
    await broker.generate(ask(), createCall({ sessionId: "b" }));
    await broker.generate(ask(), createCall());
  });

  test("is given back by a call that failed, and kept by one that was cut off", async () => {
    let answer = async (): Promise<ModelResponse> => {
      throw new Error("overloaded");
    };
    const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model: { generate: () => answer() } });
    expect((await toRejection(broker.generate(ask(), createCall()))).message).toBe("overloaded");
    answer = () => new Promise(() => undefined);
    const controller = new AbortController();
    const cut = toRejection(broker.generate(ask(), createCall({ signal: controller.signal })));
    controller.abort(new Error("out of time"));
    expect((await cut).message).toBe("out of time");
    expect((await toRejection(broker.generate(ask(), createCall()))).code).toBe("PERMISSION_DENIED");
  });

  test("is not lost to a provider that cannot count", async () => {
    for (const tokens of [Number.NaN, -1000, Infinity]) {
      const model = { generate: async () => ({ text: "", usage: { inputTokens: tokens, outputTokens: 0 } }) };
      const { broker } = createTestBroker(['model:small:{"tokensPerSession":100}'], { model });
      await broker.generate(ask(), createCall());
      expect((await toRejection(broker.generate(ask(), createCall()))).code).toBe("PERMISSION_DENIED");
    }
  });

  test("property: what is set aside at one time never exceeds the session's tokens", () => {
    const step = fc.record({
      maxTokens: fc.option(fc.integer({ min: 1, max: 60 }), { nil: undefined }),
      prompt: fc.string({ maxLength: 30 }),
      share: fc.double({ min: 0, max: 1, noNaN: true }),
      settles: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const budget = createTokenBudget();
        let most = 0;
        for (const { maxTokens, prompt, settles, share } of steps) {
          const reservation = budget.reserve(
            { class: "small", prompt, ...(maxTokens === undefined ? {} : { maxTokens }) },
            { tokensPerSession: 100 },
          );
          if (typeof reservation === "string") continue;
          const input = Math.ceil(Buffer.byteLength(prompt) / 2);
          const used = settles ? Math.floor((input + (reservation.maxTokens ?? 0)) * share) : input + (reservation.maxTokens ?? 0);
          if (settles) reservation.settle(used);
          most += used;
        }
        expect(most).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe("the rate", () => {
  test("is counted over any 60 seconds, and costs no tokens when it is exceeded", async () => {
    const clock = createFakeClock();
    const model = createFakeModel("");
    const { broker } = createTestBroker(['model:small:{"requestsPerMinute":2,"tokensPerSession":1000}'], { model, clock });
    await broker.generate(ask(), createCall());
    await clock.advance(30_000);
    await broker.generate(ask(), createCall());
    expect((await toRejection(broker.generate(ask(), createCall()))).message).toBe(
      "probe@1.0.0 may not have model:small: more than 2 requests within a minute",
    );
    await clock.advance(29_999);
    expect((await toRejection(broker.generate(ask(), createCall()))).code).toBe("PERMISSION_DENIED");
    await clock.advance(1);
    await broker.generate(ask(), createCall());
    expect((await toRejection(broker.generate(ask(), createCall()))).code).toBe("PERMISSION_DENIED");
    expect(model.requests.map(({ maxTokens }) => maxTokens)).toEqual([999, 998, 997]);
  });
});

test("passes the call's signal on, and asks nothing for a call that is over", async () => {
  const signals: AbortSignal[] = [];
  const model: ModelProvider = {
    async generate(_, { signal }) {
      signals.push(signal);
      return { text: "", usage: { inputTokens: 0, outputTokens: 0 } };
    },
  };
  const { broker } = createTestBroker(["model:small:{}"], { model });
  const call = createCall();
  await broker.generate(ask(), call);
  expect(signals).toEqual([call.signal]);
  expect((await toRejection(broker.generate(ask(), createCall({ signal: AbortSignal.abort(new Error("over")) })))).message).toBe("over");
  expect(signals).toHaveLength(1);
});
