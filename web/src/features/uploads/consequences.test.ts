// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { consequencesOf } from "./consequences";

test("a deletion says what becomes of each kind of document, once", () => {
  const found = consequencesOf(["publication", "project", "production", "project"]);
  expect(found).toHaveLength(3);
  expect(found[0]).toContain("Timelines show that it is missing");
  expect(found[1]).toContain("play on");
});

test("what nothing uses leaves what was exported", () => {
  expect(consequencesOf([])).toEqual(["Videos that were exported before stay."]);
});
