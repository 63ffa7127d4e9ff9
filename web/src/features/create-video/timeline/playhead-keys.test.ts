// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { frameAfterKey } from "./playhead-keys";

const after = (key: string, shiftKey = false, playhead = 30) =>
  frameAfterKey({ key, shiftKey }, playhead, 100);

test("Home and End lead to the first and the last place", () => {
  expect([after("Home"), after("End")]).toEqual([0, 100]);
});

test("arrows lead one frame on and back, with Shift ten", () => {
  expect([after("ArrowLeft"), after("ArrowRight")]).toEqual([29, 31]);
  expect([after("ArrowLeft", true), after("ArrowRight", true)]).toEqual([20, 40]);
});

test("no key leads off the timeline", () => {
  expect([after("ArrowLeft", false, 0), after("ArrowRight", true, 95)]).toEqual([0, 100]);
});

test("other keys lead nowhere", () => {
  expect(["s", "ArrowUp", "PageDown"].map((key) => after(key))).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
