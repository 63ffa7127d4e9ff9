// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { blurPixels, blurPlane, emptyPlanes } from "./planes";

/** What ffmpeg's gblur makes of six codes of 16 and ten of 235 with sigma=2. */
const EDGE = [18, 21, 25, 34, 52, 89, 162, 198, 217, 226, 230, 233, 234, 234, 235, 235];

function blurredGrey(level: number, brightness: number): number[] {
  const pixels = new Uint8ClampedArray(8 * 6 * 4).fill(level);
  blurPixels(pixels, emptyPlanes(8, 6), { sigma: 3, brightness, saturation: 1 });
  return [...new Set(pixels.filter((_, at) => at % 4 !== 3))];
}

test("an edge is blurred by the same filter as in exports", () => {
  const plane = Float32Array.from({ length: 256 }, (_, at) => (at % 16 > 5 ? 235 : 16));
  blurPlane(plane, 16, 16, 2);
  const rows = Array.from({ length: 16 }, (_, y) => [...plane.slice(16 * y, 16 * y + 16)]);
  for (const row of rows) expect(row.map(Math.round)).toEqual(EDGE);
});

test("what has one colour keeps it, also at its edges", () => {
  expect(blurredGrey(90, 0)).toEqual([90]);
});

test("brightness is added to codes, which end at black and white", () => {
  expect(blurredGrey(0, 0.16)).toEqual([43]);
  expect(blurredGrey(250, 0.16)).toEqual([255]);
  expect(blurredGrey(20, -0.24)).toEqual([0]);
});

test("two colours keep their hues where they do not meet", () => {
  const pixels = new Uint8ClampedArray(64 * 4 * 4);
  for (let at = 0; at < 64 * 4; at++) {
    pixels.set(at % 64 < 32 ? [200, 40, 40, 255] : [40, 40, 200, 255], 4 * at);
  }
  blurPixels(pixels, emptyPlanes(64, 4), { sigma: 1, brightness: 0, saturation: 1 });
  const [left, right] = [[...pixels.slice(0, 3)], [...pixels.slice(4 * 63, 4 * 63 + 3)]];
  expect(Math.max(...left.map((one, at) => Math.abs(one - [200, 40, 40][at]!)))).toBeLessThan(3);
  expect(Math.max(...right.map((one, at) => Math.abs(one - [40, 40, 200][at]!)))).toBeLessThan(3);
});
