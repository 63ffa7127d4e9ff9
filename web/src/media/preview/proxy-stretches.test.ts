// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const ORIGIN = "http://localhost";
const ANSWER = { fps: "30", frames: 1200, stretchFrames: 300, stretches: 4, stored: [1] };

/** What the server answers of each stretch, one after the other; then that it is there. */
let statuses: Map<number, number[]>;
let asked: number[];

function answer(request: Request): Response {
  const number = Number(new URL(request.url).pathname.split("/stretches/")[1] ?? 0);
  if (number === 0) return Response.json(ANSWER);
  asked.push(number);
  return new Response(null, { status: statuses.get(number)?.shift() ?? 200 });
}

beforeEach(() => {
  vi.useFakeTimers();
  statuses = new Map();
  asked = [];
  vi.stubGlobal("fetch", (request: Request) => Promise.resolve(answer(request)));
  vi.stubGlobal("window", {
    location: new URL(ORIGIN),
    setTimeout: (run: () => void, milliseconds: number) => setTimeout(run, milliseconds),
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(onReady = () => undefined as unknown) {
  const { ProxyStretches } = await import("./proxy-stretches");
  return ProxyStretches.of(7, new AbortController().signal, onReady);
}

test("all that is shown and comes next is asked for, however much it is, frame by frame", async () => {
  const found = await opened();
  for (let frame = 0; frame < 30; frame += 1) {
    found.want(new Set([2, 3, 4]));
    await vi.advanceTimersByTimeAsync(16);
  }
  expect(asked).toEqual([2, 3, 4]);
  expect([1, 2, 3, 4].map((number) => found.holds(number))).toEqual([true, true, true, true]);
});

test("stretches that are passed quickly are not asked for", async () => {
  const found = await opened();
  for (const numbers of [[2], [3], [4], [4, 2]]) {
    found.want(new Set(numbers));
    await vi.advanceTimersByTimeAsync(100);
  }
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked).toEqual([4, 2]);
});

test("a stretch that is wanted no longer is not waited for", async () => {
  statuses.set(2, [202, 202]);
  const found = await opened();
  found.want(new Set([2]));
  await vi.advanceTimersByTimeAsync(500);
  found.want(new Set());
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toEqual([2]);
});

test("a stretch that the server cannot answer for is asked for again, and told when it is there", async () => {
  statuses.set(2, [503, 503]);
  const onReady = vi.fn();
  const found = await opened(onReady);
  found.want(new Set([2]));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([2, 2, 2]);
  expect(onReady).toHaveBeenCalledOnce();
  expect(found.holds(2)).toBe(true);
});

test("a stretch that cannot be made is asked for again after a minute", async () => {
  statuses.set(2, [404, 404]);
  const found = await opened();
  found.want(new Set([2]));
  await vi.advanceTimersByTimeAsync(10_000);
  found.want(new Set([2]));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([2]);
  await vi.advanceTimersByTimeAsync(60_000);
  found.want(new Set([2]));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(asked).toEqual([2, 2]);
});
