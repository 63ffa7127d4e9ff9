// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { PartKind, ProductionPart } from "@/features/drafts";

import { lockedRows } from "./locked-rows";

const NAMES: Record<PartKind, string> = {
  intro: "Intro",
  title: "Screen title",
  "lower-third": "Lower third",
  logo: "Logo",
  overlay: "Overlay",
  music: "Music",
};

function part(kind: PartKind, startFrame: number, frames: number): ProductionPart {
  return { kind, name: NAMES[kind], color: "", fill: "", startFrame, frames };
}

const RANGES = [
  { start: 0, end: 2 },
  { start: 4, end: 6 },
];

test("what lies over the video is shown where its frames are in the source", () => {
  const rows = lockedRows([part("intro", 0, 50), part("title", 50, 75)], RANGES, 25);

  expect(rows.map((row) => [row.name, row.secondsBefore, row.pieces])).toEqual([
    ["Intro", 2, []],
    ["Screen title", 0, [{ start: 0, end: 2 }, { start: 4, end: 5 }]],
  ]);
});

test("what begins with the intro is shown from the start of the video", () => {
  const [, music] = lockedRows([part("intro", 0, 25), part("music", 0, 125)], RANGES, 25);

  expect(music?.pieces).toEqual(RANGES);
});

test("parts of one kind share a row, and overlays have none", () => {
  const parts = [part("logo", 0, 25), part("logo", 75, 25), part("overlay", 0, 25)];

  expect(lockedRows(parts, RANGES, 25)).toEqual([
    { name: "Logo", fill: "", secondsBefore: 0, pieces: [{ start: 0, end: 1 }, { start: 5, end: 6 }] },
  ]);
});
