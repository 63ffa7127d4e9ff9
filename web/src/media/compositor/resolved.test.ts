// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import { timeIn } from "./mixer";
import {
  type BaseItem,
  type Layer,
  type Resolved,
  type Sound,
  amplitudeAt,
  baseAt,
  growthAt,
  leftAt,
  opacityAt,
  sourceFrameAt,
} from "./resolved";
import { offsetOf } from "./text-image";

const base = (fields: Partial<BaseItem>) => ({ kind: "clip", speedPct: 100, ...fields }) as BaseItem;
const layer = (fields: Partial<Layer>) => ({ opacity: 1, ...fields }) as Layer;

test("the base item of a frame is found, and none after the end", () => {
  const items = [0, 10, 25].map((startFrame, index) =>
    base({ itemId: String(index), startFrame, frames: [10, 15, 5][index] }),
  );
  const resolved = { base: items } as Resolved;
  const found = [0, 9, 10, 24, 25, 29, 30].map((frame) => baseAt(resolved, frame)?.itemId);
  expect(found).toEqual(["0", "0", "1", "1", "2", "2", undefined]);
});

describe("the frame of a source", () => {
  test("follows the speed and stops at the last one", () => {
    const item = base({ startFrame: 10, frames: 100, sourceFrame: 5, sourceFrames: 30, speedPct: 50 });
    expect([10, 11, 12, 99].map((frame) => sourceFrameAt(item, frame))).toEqual([5, 5, 6, 29]);
  });

  test("of a freeze frame stays", () => {
    const item = base({ kind: "freeze", startFrame: 0, frames: 9, sourceFrame: 7, sourceFrames: 30 });
    expect(sourceFrameAt(item, 8)).toBe(7);
  });
});

test("a layer fades in and out over its ramps", () => {
  const fading = layer({
    opacity: 0.5,
    fadeIn: { startFrame: 10, frames: 10 },
    fadeOut: { startFrame: 40, frames: 10 },
  });
  const found = [10, 15, 20, 40, 45, 50].map((frame) => opacityAt(fading, frame));
  expect(found).toEqual([0, 0.25, 0.5, 0.5, 0.25, 0]);
});

test("a layer slides slowing down, and is revealed from a fifth of its size", () => {
  const slide = { startFrame: 0, frames: 10, fromX: -100, toX: 100, easing: "slowing" as const };
  expect([0, 5, 10].map((frame) => leftAt(layer({ slide }), frame))).toEqual([-100, 75, 100]);
  const reveal = { startFrame: 0, frames: 10 };
  expect([0, 10].map((frame) => growthAt(layer({ reveal }), frame))).toEqual([0.2, 1]);
});

test("a gain is a straight line of amplitudes between its points, and may jump", () => {
  const sound = {
    gain: [
      [0, -100],
      [10, 0],
      [20, 0],
      [20, -6],
    ],
  } as Sound;
  expect([0, 5, 10, 19].map((frame) => amplitudeAt(sound, frame))).toEqual([0, 0.5, 1, 1]);
  expect(amplitudeAt(sound, 30)).toBeCloseTo(0.501, 3);
});

test("music begins again where it began when its file ends", () => {
  const music = { sourceSample: 48_000, isRepeated: true } as Sound;
  expect([0, 2, 3.5].map((played) => timeIn(music, played, 4))).toEqual([1, 3, 1.5]);
  expect(timeIn({ sourceSample: 0, isRepeated: false } as Sound, 9, 4)).toBe(9);
});

test("the position of a text image is read from its file", () => {
  const png = new DataView(new ArrayBuffer(8 + 25 + 21 + 12));
  png.setUint32(8, 13);
  png.setUint32(12, 0x49484452);
  png.setUint32(33, 9);
  png.setUint32(37, 0x6f464673);
  png.setInt32(41, -120);
  png.setInt32(45, 34);
  expect(offsetOf(png.buffer)).toEqual({ x: -120, y: 34 });
  expect(offsetOf(new ArrayBuffer(8))).toEqual({ x: 0, y: 0 });
});
