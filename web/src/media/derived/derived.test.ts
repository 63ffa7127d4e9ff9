// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { repeated } from "./drawing";
import { parseIndex, tileAt } from "./filmstrip";
import { lengthOf, loudestBetween, peakRateFor } from "./peaks";

const INDEX = `WEBVTT

00:00:00.000 --> 00:00:00.500
filmstrip.jpg#xywh=0,0,160,90

00:00:00.500 --> 01:02:03.250
filmstrip.jpg#xywh=160,90,160,90
`;

test("an index names the time and the place of each frame", () => {
  expect(parseIndex(INDEX)).toEqual([
    { start: 0, end: 0.5, x: 0, y: 0, width: 160, height: 90 },
    { start: 0.5, end: 3723.25, x: 160, y: 90, width: 160, height: 90 },
  ]);
  expect(parseIndex(INDEX.replaceAll("\n", "\r\n"))).toHaveLength(2);
  expect(parseIndex("no index")).toEqual([]);
});

test("the frame of a time is the last one that begins before it", () => {
  const tiles = parseIndex(INDEX);
  const at = (time: number) => tileAt(tiles, time)?.x;
  expect([-1, 0, 0.499, 0.5, 9999].map(at)).toEqual([0, 0, 0, 160, 160]);
  expect(tileAt([], 0)).toBeUndefined();
});

test("the loudest sample of a stretch counts, whatever its sign", () => {
  const peaks = { perSecond: 10, pairs: new Int8Array([0, 0, -127, 3, -5, 64, 0, 0]) };
  expect(lengthOf(peaks)).toBe(0.4);
  expect(loudestBetween(peaks, 0, 0.1)).toBe(0);
  expect(loudestBetween(peaks, 0, 0.4)).toBe(1);
  expect(loudestBetween(peaks, 0.2, 0.21)).toBeCloseTo(64 / 127);
  expect(loudestBetween(peaks, 5, 6)).toBe(0);
});

test("peaks are as fine as the pixels need", () => {
  expect([0.5, 10, 10.5, 300].map(peakRateFor)).toEqual([10, 10, 100, 100]);
});

test("a sound that repeats begins again where it was begun", () => {
  expect(repeated(3, null, 2)).toBe(3);
  expect(repeated(1.5, 0.5, 2)).toBe(1.5);
  expect(repeated(2.25, 0.5, 2)).toBeCloseTo(0.75);
  expect(repeated(5, 2, 2)).toBe(5);
});
