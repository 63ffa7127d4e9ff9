// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type Stretches, farthest, startOf, stretchAt, wantedAt } from "./stretch-source";

const NTSC: Stretches = {
  rate: { numerator: 30_000, denominator: 1001 },
  frames: 1000,
  stretchFrames: 300,
  count: 3,
  read: () => Promise.resolve(null),
};
const middleOf = (frame: number) => ((frame + 0.5) * 1001) / 30_000;

test("the middle of a frame lies in the stretch that holds the frame", () => {
  expect([0, 299, 300, 599, 600, 899].map((frame) => stretchAt(NTSC, middleOf(frame)))).toEqual([
    1, 1, 2, 2, 3, 3,
  ]);
});

test("the last stretch has what is left, and nothing lies outside", () => {
  expect([-1, 0, middleOf(999), 9999].map((time) => stretchAt(NTSC, time))).toEqual([1, 1, 3, 3]);
});

test("a stretch begins with its first frame", () => {
  expect(startOf(NTSC, 1)).toBe(0);
  expect(startOf(NTSC, 3)).toBeCloseTo(20.02, 9);
  expect(stretchAt(NTSC, startOf(NTSC, 2))).toBe(2);
});

test("the next stretch is wanted shortly before it is shown", () => {
  expect([0, 5, 7, 12, 30].map((time) => wantedAt(NTSC, time))).toEqual([
    [1],
    [1],
    [1, 2],
    [2],
    [3],
  ]);
});

test("what is farthest away is given up first", () => {
  expect(farthest([3, 9, 4], 5)).toBe(9);
  expect(farthest([], 5)).toBeUndefined();
});
