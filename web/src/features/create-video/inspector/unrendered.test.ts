// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type TrackItems, type TrackName, CLASS_NAMES, newItem } from "@/timeline";
import unrendered from "@/timeline/unrendered.gen.json";

import { fieldsOf } from "./fields";
import { dividedFields } from "./unrendered";

const divided = <Track extends TrackName>(track: Track, fields: Partial<TrackItems[Track]>) =>
  dividedFields(fieldsOf(CLASS_NAMES[track]), track, [newItem(track, fields)]);

test("what is not rendered is not offered", () => {
  for (const { track, field } of unrendered) {
    const { offered } = divided(track as TrackName, {});
    expect(offered.map(({ key }) => key)).not.toContain(field);
  }
  expect(divided("clips", {}).offered.map(({ key }) => key)).toContain("sourceStartSeconds");
});

test("what has no value that is drawn is not mentioned", () => {
  expect(divided("clips", {}).unrendered).toEqual([]);
  const cut = { kind: "cut", durationSeconds: 0.5, direction: "left" } as const;
  expect(divided("clips", { transitionIn: cut }).unrendered).toEqual([]);
});

test("a value that is not rendered comes with the reason and what takes it away", () => {
  const [speed, ...others] = divided("clips", { speedPct: 150 }).unrendered;
  expect(speed).toMatchObject({ field: { key: "speedPct" }, unused: 100 });
  expect(speed?.reason).toContain("speed");
  expect(others).toEqual([]);
});
