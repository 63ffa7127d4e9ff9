// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { withTyped } from "./tags";

test("what is pasted with commas becomes several tags without blanks around them", () => {
  expect(withTyped(["sea"], " harbour , early   morning,,")).toEqual({
    tags: ["sea", "harbour", "early morning"],
    rest: "",
  });
});

test("a tag that is there in other letters is not added again", () => {
  expect(withTyped(["Sea"], "SEA, sea").tags).toEqual(["Sea"]);
});

test("a tag that is too long is kept to be corrected, with what was typed behind it", () => {
  const added = withTyped([], `sea, ${"x".repeat(41)}, harbour`);
  expect(added.tags).toEqual(["sea"]);
  expect(added.rest).toBe(`${"x".repeat(41)}, harbour`);
  expect(added.problem).toBe("A tag has 1 to 40 characters and no comma.");
});

test("a twenty-first tag is not added, and one counts characters as people do", () => {
  const twenty = Array.from({ length: 20 }, (_, index) => `tag ${index}`);
  expect(withTyped(twenty, "more").problem).toBe("An upload has at most 20 tags.");
  expect(withTyped([], "🌊".repeat(40)).problem).toBeUndefined();
});
