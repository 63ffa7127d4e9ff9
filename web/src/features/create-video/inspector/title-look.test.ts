// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type Part, newItem } from "@/timeline";

import { fieldsOf, newPart, shownFields } from "./fields";
import { type LookField, lookFields, lookValue, withLookValue, withPreset } from "./title-look";

type Title = Part<"ScreenTitle">;

const title = (fields: Partial<Title> = {}) =>
  newItem("screenTitles", { text: "Harbour", startSeconds: 0, endSeconds: 2, ...fields });

const preset = (fields: object) => ({ ...newPart("TitlePreset"), ...fields }) as Title["presetSnapshot"];

function look(key: string, hasSeveralTexts = false): LookField {
  const { main, place, more } = lookFields(hasSeveralTexts);
  const found = [...main, ...place, ...more].find(({ field }) => field.key === key);
  if (!found) throw new Error(`the look has no ${key}`);
  return found;
}

const changed = (one: Title, key: string, value: unknown): Title => ({
  ...one,
  ...withLookValue(one, look(key), value),
});

test("every field of the look is there once, with the limits of the title's own style", () => {
  const { main, place, more } = lookFields(false);
  const keys = [...main, ...place, ...more].map(({ field }) => field.key);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(expect.arrayContaining(["fontKey", "offsetXPx", "shadowColor", "placementRect"]));
  expect(keys).not.toContain("timingRule");
  expect(look("fontSizePct")).toMatchObject({ part: "customStyle", field: { most: 20, isOptional: false } });
  expect(look("pillBgColor").part).toBe("presetSnapshot");
  expect(look("fontSizePct", true)).toMatchObject({ part: "presetSnapshot", field: { most: 8 } });
});

test("a value is the title's own, else that of its preset, else the one of titles without a preset", () => {
  expect(lookValue(title(), look("fontSizePct"))).toBe(4.5);
  const boxed = title({ presetSnapshot: preset({ fontSizePct: 7, style: "pill" }) });
  expect(lookValue(boxed, look("fontSizePct"))).toBe(7);
  expect(lookValue(boxed, look("style"))).toBe("pill");
  expect(lookValue(changed(boxed, "fontSizePct", 12), look("fontSizePct"))).toBe(12);
});

test("what is set is what is shown then, whatever preset and style said before", () => {
  const chrome = title({ presetSnapshot: preset({ fontGradientKey: "chrome", fontColor: "#112233" }) });
  const values: [string, unknown][] = [
    ["fontGradientKey", "flames"],
    ["fontColor", "#ff0000"],
    ["fontGradientKey", "sunset"],
    ["fontGradientKey", null],
    ["position", "bottom"],
    ["style", "merged_pill"],
    ["offsetXPx", 30],
  ];
  let one: Title = chrome;
  for (const [key, value] of values) {
    one = changed(one, key, value);
    expect([key, lookValue(one, look(key))]).toEqual([key, value]);
  }
  expect(lookValue(changed(chrome, "fontColor", "#ff0000"), look("fontGradientKey"))).toBeNull();
});

test("a preset replaces the look, and the title stays where it was shifted to", () => {
  const one = changed(changed(title(), "fontSizePct", 12), "offsetXPx", 30);
  const after = { ...one, ...withPreset(one, newPart("TitlePreset")) };
  expect(after.customStyle).toMatchObject({ fontSizePct: null, offsetXPx: 30 });
  expect(lookValue(after, look("fontSizePct"))).toBe(4.5);
  const plain = changed(title(), "fontSizePct", 12);
  expect({ ...plain, ...withPreset(plain, newPart("TitlePreset")) }.customStyle).toBeNull();
});

test("of music those fields are shown that are heard as it is mixed, or that are wrong", () => {
  const shown = (musicMode: string | null, wrong: string[] = []) =>
    shownFields(
      "audioSegments",
      fieldsOf("AudioSegment"),
      { musicMode },
      new Map(wrong.map((key) => [key, "This is wrong."])),
    ).map(({ key }) => key);
  expect(shown("mix_duck")).toEqual(expect.arrayContaining(["duckingIntensity", "programGainDb"]));
  expect(shown("mix_duck")).not.toContain("openerFadeBeforeSeconds");
  expect(shown("opener_cutoff")).toEqual(expect.arrayContaining(["duckingGate", "openerFadeAfterSeconds"]));
  expect(shown("replace").filter((key) => /ducking|opener|program/.test(key))).toEqual([]);
  expect(shown("replace", ["duckingShape"])).toContain("duckingShape");
  expect(shown(null)).toHaveLength(fieldsOf("AudioSegment").length);
});
