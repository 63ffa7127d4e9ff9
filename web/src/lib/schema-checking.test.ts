// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import schema from "@/timeline/schema.gen.json";

import { faultIn } from "./schema-checking";

const fault = (part: keyof typeof schema.$defs, key: string, value: unknown) => {
  const fields = schema.$defs[part].properties as Record<string, object>;
  return faultIn(value, fields[key] ?? {}, schema.$defs);
};

test("what the schema allows has no fault", () => {
  expect(fault("Clip", "speedPct", 100)).toBeNull();
  expect(fault("TitlePreset", "outlineColor", null)).toBeNull();
  expect(fault("ScreenTitle", "instances", [])).toBeNull();
  expect(fault("Clip", "transitionIn", { kind: "cut", unknown: 1 })).toBeNull();
});

test("what is outside of the limits is said with the limit", () => {
  expect(fault("Clip", "speedPct", 5)?.detail).toBe("This must be at least 25.");
  expect(fault("Clip", "speedPct", "fast")?.detail).toBe("This must be a number.");
  expect(fault("Clip", "boostDb", 4)?.detail).toBe("This must be one of the choices.");
  expect(fault("Clip", "bgFillColor", "red")?.detail).toBe("This must be a colour such as #1a2b3c.");
  expect(fault("ScreenTitle", "text", "\n".repeat(30))?.detail).toBe("This must have at most 30 lines.");
});

test("a fault within a part or a row has its way", () => {
  expect(fault("ScreenTitle", "presetSnapshot", { fontSizePct: 99 })).toEqual({
    path: ["fontSizePct"],
    detail: "This must be at most 8.",
  });
  const rows = [{ id: "a", text: "One" }, { id: "b", text: 2 }];
  expect(fault("ScreenTitle", "instances", rows)?.path).toEqual([1, "text"]);
  expect(fault("ScreenTitle", "customStyle", { placementRect: { xPct: 1 } })?.path).toEqual([
    "placementRect",
    "yPct",
  ]);
});
