// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { Resolved } from "./resolved";
import { upcomingPictures } from "./upcoming";

const text = (startFrame: number, key: string) => ({ startFrame, frames: 30, image: { key } });
const RESOLVED = {
  fps: "30",
  layers: [text(300, "late"), text(30, "soon"), text(0, "now"), text(9000, "far")],
  base: [
    { startFrame: 0, frames: 60, kind: "clip", uploadId: 1, fill: { uploadId: 2 } },
    { startFrame: 60, frames: 60, kind: "still", uploadId: 3, fill: null },
  ],
} as unknown as Resolved;

test("what is shown within seconds is loaded before, what is shown first in front", () => {
  expect(upcomingPictures(RESOLVED, 0)).toEqual([
    { key: "now" },
    { uploadId: 2 },
    { key: "soon" },
    { uploadId: 3 },
  ]);
});

test("what has ended is not loaded, and what comes nearer is", () => {
  expect(upcomingPictures(RESOLVED, 120)).toEqual([{ key: "late" }]);
  expect(upcomingPictures(RESOLVED, 8900)).toEqual([{ key: "far" }]);
});
