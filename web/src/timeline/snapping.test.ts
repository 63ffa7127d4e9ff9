// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { emptyTimeline, newItem } from "./document";
import { frameAt, frameRate, secondsAt } from "./frames";
import { insert } from "./operations";
import { snap, snapTargets } from "./snapping";
import { formatTimecode, parseTimecode } from "./timecode";

const clip = newItem("clips", { id: "a", uploadId: 1, sourceStartSeconds: 0, sourceEndSeconds: 2 });
const document = insert(emptyTimeline(), "clips", clip, 30, "push", []);

test("the nearest edge within the tolerance is met", () => {
  const targets = snapTargets(document, [], [200]);
  expect([...targets]).toEqual([0, 30, 90, 200]);
  expect(snap(targets, [87, 147], 5)).toEqual({ by: 3, at: 90 });
  expect(snap(targets, [60], 5)).toEqual({ by: 0, at: null });
  expect(snap(targets, [300], 5)).toEqual({ by: 0, at: null });
});

test("items that are moved are no targets", () => {
  expect([...snapTargets(document, ["a"], [])]).toEqual([0]);
});

test("frames become seconds and the same frames again, at every frame rate", () => {
  for (const name of ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"]) {
    const rate = frameRate(name);
    const frames = Array.from({ length: 12000 }, (_, index) => index * 6);
    expect(frames.filter((frame) => frameAt(secondsAt(frame, rate), rate) !== frame)).toEqual([]);
  }
});

test("times are typed as timecodes, seconds, frames or relative to another", () => {
  const rate = frameRate("30");
  const typed = ["00:00:19:12", "1:23.5", "4.5", "120f", "+12f", "-1.5", "1:05", "soon"];
  expect(typed.map((text) => parseTimecode(text, rate, 100))).toEqual([
    582,
    2505,
    135,
    120,
    112,
    55,
    1950,
    null,
  ]);
  expect(formatTimecode(582, rate)).toBe("00:00:19:12");
});
