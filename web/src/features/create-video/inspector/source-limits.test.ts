// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { remarkOn, parseNumber } from "@/lib/schema-fields";
import { emptyTimeline, newItem, placedByIds } from "@/timeline";

import { fieldsOf } from "./fields";
import { withSourceLimits } from "./source-limits";

const clip = (id: string, startSeconds: number) => ({
  ...newItem("clips", { uploadId: 1, sourceStartSeconds: 1, sourceEndSeconds: 3, startSeconds }),
  id,
});

const TIMELINE = { ...emptyTimeline(), clips: [clip("first", 0), clip("last", 3)] };

function field(key: string, ids: string[], seconds: number | undefined) {
  const items = placedByIds(TIMELINE, ids);
  const found = withSourceLimits(fieldsOf("Clip"), items, TIMELINE, () => seconds);
  return found.find((one) => one.key === key)!;
}

test("a source ends with its file, which is said", () => {
  const end = field("sourceEndSeconds", ["last"], 5);
  expect(parseNumber("999", end, 3)).toBe(5);
  expect(remarkOn("999", end, 3)).toBe("5 s is the most: the file ends there.");
  expect(remarkOn("4", end, 3)).toBeNull();
});

test("a source begins before it ends", () => {
  const start = field("sourceStartSeconds", ["last"], 5);
  expect(parseNumber("7", start, 1)).toBeCloseTo(3 - 1 / 30, 3);
  expect(remarkOn("7", start, 1)).toContain("is the most: the source ends there.");
});

test("a source does not reach into the next item", () => {
  const end = field("sourceEndSeconds", ["first"], 60);
  expect(remarkOn("10", end, 3)).toBe("4 s is the most: the next item begins there.");
});

test("while the length of a file is not known only the neighbours are a limit", () => {
  expect(parseNumber("999", field("sourceEndSeconds", ["last"], undefined), 3)).toBe(999);
});

test("several items have the narrowest limits", () => {
  expect(parseNumber("99", field("sourceEndSeconds", ["first", "last"], 60), 3)).toBe(4);
});

test("what is no number and what is outside of the limits is said", () => {
  const opacity = fieldsOf("Logo").find((one) => one.key === "opacityPct")!;
  expect(remarkOn("abc", opacity, 100)).toBe("“abc” is no number.");
  expect(remarkOn("900", opacity, 100)).toBe("100 % is the most.");
  expect(remarkOn("50", opacity, 100)).toBeNull();
  expect(remarkOn("-200", opacity, 100)).toBe("0 % is the least.");
});
