// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { Pictures } from "./pictures";

const PNG = new Uint8Array(64);
/** What answers each request, in the order in which they were sent. */
let answers: ((isThere: boolean) => void)[];

function ask(): Promise<Response> {
  return new Promise((resolve) => {
    answers.push((isThere) => resolve(new Response(PNG, { status: isThere ? 200 : 503 })));
  });
}

beforeEach(() => {
  vi.useFakeTimers();
  answers = [];
  vi.stubGlobal("createImageBitmap", () => Promise.resolve({ width: 4, height: 2 }));
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function answered(number: number, isThere: boolean): Promise<void> {
  answers[number]?.(isThere);
  await vi.advanceTimersByTimeAsync(0);
}

test("a picture that fails is tried again, and is there when that succeeds", async () => {
  const pictures = new Pictures(() => undefined, ask);
  pictures.ofText("k");
  await answered(0, false);
  expect(pictures.ofText("k").state).toBe("failed");
  await vi.advanceTimersByTimeAsync(1000);
  await answered(1, true);
  expect(pictures.ofText("k").state).toBe("ready");
});

test("a late failure of an earlier try takes nothing from the success of a newer one", async () => {
  const pictures = new Pictures(() => undefined, ask);
  pictures.ofText("k");
  await answered(0, false);
  await vi.advanceTimersByTimeAsync(1000);
  // The second try stands when the network comes back and all that failed is tried anew.
  pictures.retry();
  pictures.ofText("k");
  await answered(2, true);
  await answered(1, false);
  expect(pictures.ofText("k").state).toBe("ready");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answers).toHaveLength(3);
});

test("nothing is tried again after the end", async () => {
  const pictures = new Pictures(() => undefined, ask);
  pictures.ofText("k");
  pictures.close();
  await answered(0, false);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(answers).toHaveLength(1);
});
