// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type PartServer, sendParts } from "./part-sender";
import { type RetryOptions, delayAfter } from "./retrying";

class Away extends Error {}
class Expired extends Error {}

const PLAN = { file: new Blob(["0123456789ab"]), partBytes: 5, partCount: 3 };

function aRetry(changes: Partial<RetryOptions> = {}): RetryOptions {
  return {
    signal: new AbortController().signal,
    isTransient: (error) => error instanceof Away,
    pause: async () => undefined,
    ...changes,
  };
}

/** A server that keeps parts, and fails as often as it is told to. */
function aServer(failures: Error[] = [], has: number[] = []) {
  const parts = new Map<number, string>();
  const asked: number[][] = [];
  let running = 0;
  const seen = { most: 0 };
  const server: PartServer = {
    stored: async () => has,
    sign: async (partNumbers) => {
      asked.push(partNumbers);
      return new Map(partNumbers.map((one) => [one, String(one)]));
    },
    put: async (url, part, onSent) => {
      running += 1;
      seen.most = Math.max(seen.most, running);
      await new Promise((resolve) => setTimeout(resolve, 0));
      running -= 1;
      const failure = failures.shift();
      if (failure) throw failure;
      onSent(part.size);
      parts.set(Number(url), await part.text());
    },
    isExpired: (error) => error instanceof Expired,
  };
  const content = () => [...parts].sort(([a], [b]) => a - b).map(([, text]) => text);
  return { server, content, asked, seen };
}

test("every part is sent once, and all addresses are asked for together", async () => {
  const { server, content, asked } = aServer();
  const told: number[] = [];
  await sendParts(PLAN, server, (bytes) => told.push(bytes), aRetry());
  expect(content()).toEqual(["01234", "56789", "ab"]);
  expect(asked).toEqual([[1, 2, 3]]);
  expect(told.at(-1)).toBe(12);
});

test("what the server has is not sent again", async () => {
  const { server, content } = aServer([], [1, 3]);
  const told: number[] = [];
  await sendParts(PLAN, server, (bytes) => told.push(bytes), aRetry());
  expect(content()).toEqual(["56789"]);
  expect(told[0]).toBe(7);
});

test("at most four parts are on their way, however many there are", async () => {
  const { server, seen } = aServer();
  const plan = { file: new Blob(["x".repeat(50)]), partBytes: 1, partCount: 50 };
  await sendParts(plan, server, () => undefined, aRetry());
  expect(seen.most).toBe(4);
});

test("a part is sent again when the connection was lost, and people are told of the wait", async () => {
  const { server, content } = aServer([new Away(), new Away()]);
  const waits: unknown[] = [];
  await sendParts(PLAN, server, () => undefined, aRetry({ onWaiting: (why) => waits.push(why) }));
  expect(content()).toEqual(["01234", "56789", "ab"]);
  expect(waits.filter(Boolean)).toHaveLength(2);
  expect(waits.at(-1)).toBeUndefined();
});

test("an address that has expired is asked for again", async () => {
  const { server, content, asked } = aServer([new Expired()]);
  await sendParts(PLAN, server, () => undefined, aRetry());
  expect(content()).toEqual(["01234", "56789", "ab"]);
  expect(asked.length).toBeGreaterThan(1);
});

test("what fails for good ends the sending with its reason", async () => {
  const { server } = aServer([new Error("No space.")]);
  await expect(sendParts(PLAN, server, () => undefined, aRetry())).rejects.toThrow("No space.");
});

test("waits grow to half a minute, with jitter", () => {
  expect(delayAfter(0, () => 0)).toBe(250);
  expect(delayAfter(0, () => 1)).toBe(500);
  expect(delayAfter(20, () => 1)).toBe(30_000);
});
