// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { formatBytes, formatCount, formatDay, formatDuration } from "./formats";

test("sizes have one digit behind the point below ten", () => {
  expect([999, 1_800_000_000, 740_000_000].map(formatBytes)).toEqual([
    "999 bytes",
    "1.8 GB",
    "740 MB",
  ]);
});

test("durations have hours only when there are some", () => {
  expect([48, 252, 3852].map(formatDuration)).toEqual(["00:48", "04:12", "1:04:12"]);
});

test("a day of another year has its year", () => {
  const now = new Date("2026-11-28T12:00:00Z");
  expect(formatDay("2026-11-26T10:00:00Z", now)).toBe("26 Nov");
  expect(formatDay("2025-11-26T10:00:00Z", now)).toBe("26 Nov 2025");
});

test("one is singular", () => {
  expect([formatCount(1, "video"), formatCount(2, "video")]).toEqual(["1 video", "2 videos"]);
});
