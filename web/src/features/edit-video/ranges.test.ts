// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import type { DraftConfig } from "@/features/drafts";

import { added, moved, overlaysOf, placedFreely } from "./overlays";
import {
  cutOut,
  edgeMoved,
  editedLength,
  editedTime,
  gapsOf,
  keptRanges,
  piecesOf,
  removed,
  restored,
  sourceTime,
  split,
  withRanges,
} from "./ranges";

const WHOLE = [{ start: 0, end: 10 }];
const CUT = [
  { start: 0, end: 3 },
  { start: 5, end: 10 },
];

describe("a cut", () => {
  test("splits, removes and brings back", () => {
    expect(split(WHOLE, 4.04)).toEqual([
      { start: 0, end: 4 },
      { start: 4, end: 10 },
    ]);
    expect(cutOut(WHOLE, 5, 3)).toEqual(CUT);
    expect(gapsOf(CUT, 10)).toEqual([{ start: 3, end: 5 }]);
    expect(restored(CUT, { start: 3, end: 5 })).toEqual(WHOLE);
    expect(removed(CUT, 0)).toEqual([{ start: 5, end: 10 }]);
    expect(() => removed(WHOLE, 0)).toThrow("has to stay");
    expect(() => cutOut(CUT, 0, 10)).toThrow("has to stay");
    expect(() => split(CUT, 4)).toThrow("nothing to split");
  });

  test("has edges that stop at their neighbours", () => {
    expect(edgeMoved(CUT, 0, "end", 7, 10)[0]).toEqual({ start: 0, end: 5 });
    expect(edgeMoved(CUT, 1, "start", 1, 10)[1]).toEqual({ start: 3, end: 10 });
    expect(edgeMoved(CUT, 1, "end", 2, 10)[1]).toEqual({ start: 5, end: 5.1 });
  });

  test("is limited to 21 parts", () => {
    let ranges = [{ start: 0, end: 30 }];
    for (let at = 1; at <= 20; at += 1) ranges = split(ranges, at);
    expect(ranges).toHaveLength(21);
    expect(() => split(ranges, 25)).toThrow("21 parts");
  });
});

test("times of source and edited video are those of one another", () => {
  expect(editedLength(CUT)).toBe(8);
  expect([0, 2, 4, 6].map((at) => editedTime(CUT, at))).toEqual([0, 2, 3, 4]);
  expect(sourceTime(CUT, 3)).toBe(5);
  expect(sourceTime(CUT, 3, true)).toBe(3);
  expect(piecesOf(CUT, 2, 4)).toEqual([
    { start: 2, end: 3 },
    { start: 5, end: 6 },
  ]);
});

describe("a draft", () => {
  const overlay = (startSeconds: number, endSeconds: number, id = "a") => ({
    id,
    kind: "image" as const,
    track: "A" as const,
    uploadId: 7,
    startSeconds,
    endSeconds,
  });
  const draft: DraftConfig = { timeline: { overlays: [overlay(6, 8)] } };

  test("without cuts keeps all, and cuts that keep all are none", () => {
    expect(keptRanges({}, 10)).toEqual(WHOLE);
    expect(keptRanges({ edit: { trimStartSeconds: 2 } }, 10)).toEqual([{ start: 2, end: 10 }]);
    expect(withRanges({ edit: { ranges: CUT } }, WHOLE, 10)).toEqual({});
  });

  test("has overlays that stay with what they cover", () => {
    const cut = withRanges(draft, CUT, 10);
    expect(overlaysOf(cut)).toMatchObject([{ startSeconds: 4, endSeconds: 6 }]);
    expect(overlaysOf(withRanges(cut, WHOLE, 10))).toMatchObject([{ startSeconds: 6, endSeconds: 8 }]);
    expect(overlaysOf(withRanges(draft, [{ start: 0, end: 5 }], 10))).toEqual([]);
  });

  test("takes an image to the nearest free place", () => {
    const spans = [overlay(0, 4), overlay(6, 8, "b")];
    expect(placedFreely(spans, { startSeconds: 4.5, endSeconds: 5.5 }, 10)).toEqual({
      startSeconds: 4.5,
      endSeconds: 5.5,
    });
    expect(placedFreely(spans, { startSeconds: 3, endSeconds: 5 }, 10)).toEqual({
      startSeconds: 4,
      endSeconds: 6,
    });
    expect(placedFreely(spans, { startSeconds: 7, endSeconds: 12 }, 10)).toEqual({
      startSeconds: 8,
      endSeconds: 10,
    });
    expect(() => placedFreely([overlay(0, 10)], { startSeconds: 1, endSeconds: 2 }, 10)).toThrow(
      "no room",
    );
    const placed = added(draft, { id: "c", uploadId: 8 }, { startSeconds: 7, endSeconds: 9 }, 10);
    expect(placed.isMoved).toBe(true);
    const back = moved(placed.config, "c", { startSeconds: 1, endSeconds: 3 }, 10);
    expect(overlaysOf(back.config).map((one) => [one.id, one.startSeconds])).toEqual([
      ["c", 1],
      ["a", 6],
    ]);
  });
});
