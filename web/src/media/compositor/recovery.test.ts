// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { ApiError } from "@/api/error";

import { Recovery } from "./recovery";

const [BROKEN, DECODING, NOT_TAKEN] = [2, 3, 4];
const ELEMENT = {};
const there = () => Promise.resolve(true);
let online: (() => void)[];

beforeEach(() => {
  vi.useFakeTimers();
  online = [];
  vi.stubGlobal("window", {
    addEventListener: (_: string, listener: () => void) => online.push(listener),
    removeEventListener: () => undefined,
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a file that is there is read again at once", async () => {
  const recovery = new Recovery();
  expect(await recovery.mayReadAgain(ELEMENT, "/a", BROKEN, there)).toBe(true);
  expect(await recovery.mayReadAgain(ELEMENT, "/b", NOT_TAKEN, there)).toBe(true);
});

test("what cannot be decoded or is gone is not read again", async () => {
  const recovery = new Recovery();
  expect(await recovery.mayReadAgain(ELEMENT, "/a", DECODING, there)).toBe(false);
  expect(await recovery.mayReadAgain(ELEMENT, "/a", BROKEN, () => Promise.resolve(false))).toBe(false);
});

test("a file that fails again and again cannot be played, until the network comes back", async () => {
  const recovery = new Recovery();
  const found = [];
  for (let tries = 0; tries < 4; tries += 1) {
    const next = recovery.mayReadAgain(ELEMENT, "/a", NOT_TAKEN, there);
    await vi.advanceTimersByTimeAsync(1000);
    found.push(await next);
  }
  expect(found).toEqual([true, true, true, false]);
  recovery.clear();
  expect(await recovery.mayReadAgain(ELEMENT, "/a", NOT_TAKEN, there)).toBe(true);
});

test("faults that lie far apart are not added up", async () => {
  const recovery = new Recovery();
  for (let tries = 0; tries < 6; tries += 1) {
    expect(await recovery.mayReadAgain(ELEMENT, "/a", BROKEN, there)).toBe(true);
    await vi.advanceTimersByTimeAsync(61_000);
  }
});

test("a server that is away is waited for, and the network coming back ends the wait", async () => {
  const recovery = new Recovery();
  let isAway = true;
  const look = () => (isAway ? Promise.reject(new ApiError(0, {})) : there());
  let found: boolean | null = null;
  void recovery.mayReadAgain(ELEMENT, "/a", BROKEN, look).then((one) => (found = one));
  await vi.advanceTimersByTimeAsync(0);
  expect([found, online.length]).toEqual([null, 1]);
  isAway = false;
  online[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(found).toBe(true);
});

test("nothing is read again after the end", async () => {
  const recovery = new Recovery();
  recovery.close();
  expect(await recovery.mayReadAgain(ELEMENT, "/a", BROKEN, there)).toBe(false);
});

test("a connection that breaks for several clips of a file is one failure of each of them", async () => {
  const recovery = new Recovery();
  const clips = [{}, {}, {}];
  for (let tries = 0; tries < 3; tries += 1) {
    const next = clips.map((clip) => recovery.mayReadAgain(clip, "/a", BROKEN, there));
    await vi.advanceTimersByTimeAsync(1000);
    expect(await Promise.all(next)).toEqual([true, true, true]);
  }
});
