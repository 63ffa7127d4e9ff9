// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type Timeline, emptyTimeline, newItem } from "@/timeline";

import { contentsOf, differenceOf } from "./contents";

function timelineWith(parts: Partial<Timeline>): Timeline {
  return { ...emptyTimeline(), ...parts };
}

const clip = newItem("clips", {
  uploadId: 1,
  startSeconds: 0,
  sourceStartSeconds: 0,
  sourceEndSeconds: 12,
});
const other = { ...clip, id: "other", startSeconds: 12 };
const title = newItem("screenTitles", { text: "Summer", startSeconds: 0, endSeconds: 5 });
const music = newItem("audioSegments", { uploadId: 2, startSeconds: 0, endSeconds: 9 });

test("what is in a revision is counted by kind, and its length is said", () => {
  const timeline = timelineWith({ clips: [clip, other], screenTitles: [title] });
  expect(contentsOf(timeline)).toBe("2 videos, 1 title · 00:24");
  const sounds = timelineWith({ audioSegments: [music, { ...music, id: "m", startSeconds: 9, endSeconds: 18 }] });
  expect(contentsOf(sounds)).toBe("2 pieces of music · 00:18");
  expect(contentsOf(timelineWith({ audioSegments: [music] }))).toBe("music · 00:09");
  expect(contentsOf(emptyTimeline())).toBe("An empty timeline");
});

test("what restoring does is said in the words of the one who would lose it", () => {
  const open = timelineWith({ clips: [clip, other] });
  const earlier = timelineWith({
    clips: [{ ...clip, sourceEndSeconds: 6 }],
    screenTitles: [title],
    timelineBackgroundMode: "color",
  });
  expect(differenceOf(open, earlier)).toBe(
    "Restoring it brings 1 item back, takes 1 item away, changes 1 item, changes settings.",
  );
  expect(differenceOf(open, open)).toBe("This is what is open now.");
});
