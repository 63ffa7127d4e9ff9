// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import type { ClassName } from "@/timeline";
import schema from "@/timeline/schema.gen.json";

import { fieldsOf, groupsOf, newPart, parseNumber } from "./fields";

const field = (name: ClassName, key: string) => {
  const found = fieldsOf(name).find((one) => one.key === key);
  if (!found) throw new Error(`${name} has no ${key}`);
  return found;
};

describe("the fields of a class", () => {
  test("have the limits, units and choices of the schema", () => {
    expect(field("Logo", "opacityPct")).toMatchObject({ kind: "number", least: 0, most: 100, unit: "%" });
    expect(field("Logo", "position")).toMatchObject({ kind: "grid" });
    expect(field("Clip", "boostDb")).toMatchObject({ kind: "choice", options: [0, 3, 6, 9], unit: "dB" });
    expect(field("Clip", "audioEnabled")).toMatchObject({ kind: "toggle" });
    expect(field("Clip", "bgFillColor")).toMatchObject({ kind: "color", isOptional: true });
    expect(field("ScreenTitle", "presetSnapshot")).toMatchObject({ kind: "part", part: "TitlePreset" });
    expect(field("ScreenTitle", "instances")).toMatchObject({ kind: "parts", most: 5 });
  });

  test("leave out what has one value only", () => {
    expect(fieldsOf("LowerThirdSnapshot").map(({ key }) => key)).not.toContain("position");
  });

  test("of every class are in one group each", () => {
    for (const name of Object.keys(schema.$defs) as ClassName[]) {
      const fields = fieldsOf(name);
      expect(groupsOf(fields).flatMap(([, group]) => group)).toHaveLength(fields.length);
    }
  });
});

test("a new part has a value for all that it must have", () => {
  expect(newPart("PlacementRect")).toEqual({ xPct: 10, yPct: 10, wPct: 80, hPct: 80 });
  expect(newPart("Transition")).toEqual({ kind: "cut", durationSeconds: 0.5, direction: "left" });
});

test("a new part has no value where its class may have none", () => {
  for (const name of Object.keys(schema.$defs) as ClassName[]) {
    const empty = fieldsOf(name).filter(({ isOptional, fallback }) => isOptional && fallback === null);
    const part = newPart(name);
    for (const { key } of empty) expect([name, key, part[key] ?? null]).toEqual([name, key, null]);
  }
  expect(newPart("TitlePreset")).toMatchObject({ id: null, fontGradientKey: null, outlineColor: null });
});

test("a typed number may count from what is there, and stays within the limits", () => {
  const opacity = field("Logo", "opacityPct");
  expect(["40", "40 %", "+5", "-5", "*2", "900", "x"].map((text) => parseNumber(text, opacity, 30))).toEqual(
    [40, 40, 35, 25, 60, 100, null],
  );
  expect(parseNumber("-3", field("Narration", "gainDb"), 2)).toBe(-3);
});
