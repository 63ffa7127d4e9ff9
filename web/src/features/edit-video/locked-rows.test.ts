// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { ProductionPart } from "@/features/drafts";

import { lockedRows } from "./locked-rows";

function part(name: string, startFrame: number, frames: number): ProductionPart {
  return { name, color: "", fill: "", startFrame, frames };
}

const RANGES = [
  { start: 0, end: 2 },
  { start: 4, end: 6 },
];

test("what lies over the video is shown where its frames are in the source", () => {
  const rows = lockedRows([part("Intro", 0, 50), part("Screen title", 50, 75)], RANGES, 25);

  expect(rows.map((row) => [row.name, row.secondsBefore, row.pieces])).toEqual([
    ["Intro", 2, []],
    ["Screen title", 0, [{ start: 0, end: 2 }, { start: 4, end: 5 }]],
  ]);
});

test("what begins with the intro is shown from the start of the video", () => {
  const [, music] = lockedRows([part("Intro", 0, 25), part("Music", 0, 125)], RANGES, 25);

  expect(music?.pieces).toEqual(RANGES);
});

test("parts of one kind share a row, and overlays have none", () => {
  const parts = [part("Logo", 0, 25), part("Logo", 75, 25), part("Overlay", 0, 25)];

  expect(lockedRows(parts, RANGES, 25)).toEqual([
    { name: "Logo", fill: "", secondsBefore: 0, pieces: [{ start: 0, end: 1 }, { start: 5, end: 6 }] },
  ]);
});
