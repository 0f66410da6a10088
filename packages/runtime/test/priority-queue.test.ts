import fc from "fast-check";
import { expect, test } from "vitest";
import { createPriorityQueue } from "../src/priority-queue.ts";

const byNumber = (a: number, b: number): number => a - b;

test("has nothing to give when it is empty", () => {
  const queue = createPriorityQueue<number>([], byNumber);
  expect(queue.pop()).toBeUndefined();
  queue.push(1);
  expect([queue.pop(), queue.pop()]).toEqual([1, undefined]);
});

test("property: gives the least of what it holds, at any time", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.option(fc.integer(), { nil: undefined })), (start, steps) => {
      const queue = createPriorityQueue(start, byNumber);
      const model = [...start].sort(byNumber);
      for (const step of steps) {
        if (step === undefined) expect(queue.pop()).toBe(model.shift());
        else {
          queue.push(step);
          model.push(step);
          model.sort(byNumber);
        }
      }
    }),
  );
});
