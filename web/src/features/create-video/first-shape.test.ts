// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { emptyTimeline, newItem } from "@/timeline";

import { hasFirstShape } from "./first-shape";

test("an empty timeline is wide until something lies on it or a shape is chosen", () => {
  const empty = emptyTimeline();
  expect(hasFirstShape(empty)).toBe(true);
  expect(hasFirstShape({ ...empty, output: { ...empty.output, aspect: "9:16" } })).toBe(false);
  const title = newItem("screenTitles", { text: "Summer", startSeconds: 0, endSeconds: 5 });
  expect(hasFirstShape({ ...empty, screenTitles: [title] })).toBe(false);
});
