// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { emptyTimeline, newItem } from "@/timeline";

import type { UploadFacts } from "../upload-names";
import { nameOfConflict, valueOfConflict } from "./conflict-words";

const title = newItem("screenTitles", { text: "Chapter", startSeconds: 2 });
const document = { ...emptyTimeline(), screenTitles: [title] };
const values = { mine: 2.5, theirs: 1 };
const uploads = {
  byId: new Map([[7, { name: "beach" }]]),
  missing: new Set(),
  deletedNames: new Map(),
} as unknown as UploadFacts;

describe("a conflict", () => {
  const start = { track: "screenTitles", key: title.id, field: "startSeconds", ...values };

  it("is about a field by the name that the inspector gives it", () => {
    expect(nameOfConflict(document, start, uploads)).toBe("Title “Chapter” · Start");
  });

  it("is about a clip by the name of its file", () => {
    const clip = newItem("clips", { uploadId: 7, sourceEndSeconds: 4 });
    const clips = { ...document, clips: [clip] };
    const conflict = { ...start, track: "clips", key: clip.id };
    expect(nameOfConflict(clips, conflict, uploads)).toBe("Video “beach” · Start");
  });

  it("is about an item that is not here by its kind", () => {
    expect(nameOfConflict(emptyTimeline(), start, uploads)).toBe("Title · Start");
  });

  it("has times with their unit", () => {
    expect(valueOfConflict(start, 2.5)).toBe("2.5 s");
    expect(valueOfConflict(start, 0)).toBe("0 s");
  });

  it("has choices in the words of the inspector", () => {
    const place = { ...start, track: "logos", field: "position" };
    expect(valueOfConflict(place, "bottom_right")).toBe("Bottom right");
  });

  it("may be about an item as a whole, which one has deleted", () => {
    const whole = { ...start, field: undefined };
    expect(nameOfConflict(document, whole, uploads)).toBe("Title “Chapter”");
    expect(valueOfConflict(whole, undefined)).toBe("deleted");
    expect(valueOfConflict(whole, title)).toBe("changed");
  });

  it("may be about a setting of the timeline", () => {
    const aspect = { key: "output", field: "aspect", mine: "16:9", theirs: "1:1" };
    expect(nameOfConflict(document, aspect, uploads)).toBe("Output · Aspect");
    expect(valueOfConflict(aspect, "1:1")).toBe("1:1");
  });
});
