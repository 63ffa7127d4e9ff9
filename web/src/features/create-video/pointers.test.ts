// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";

import { ApiError } from "@/api/error";
import { emptyTimeline, newItem } from "@/timeline";

import { itemIdAt, refusedPlace, sentenceOf } from "./pointers";
import type { UploadFacts } from "./upload-names";

const TIMELINE = { clips: [{ id: "a" }, { id: "b" }], output: { fps: "30" } };

describe("the item of a pointer", () => {
  it("is found in what the server says of a request, and in what it says of a timeline", () => {
    expect(itemIdAt(TIMELINE, "/timeline/clips/1/uploadId")).toBe("b");
    expect(itemIdAt(TIMELINE, "/clips/0")).toBe("a");
  });

  it("is none where the pointer is in no item", () => {
    for (const pointer of ["", "/timeline", "/timeline/clips", "/timeline/output/fps", "/clips/7"]) {
      expect(itemIdAt(TIMELINE, pointer)).toBeUndefined();
    }
  });
});

describe("the place that a refusal names", () => {
  const refusal = (...pointers: string[]) =>
    new ApiError(422, { errors: pointers.map((pointer) => ({ pointer, error: "", detail: "" })) });

  it("is the first field of an item", () => {
    const error = refusal("/timeline/output/fps", "/timeline/clips/1/speedPct", "/timeline/clips/0");
    expect(refusedPlace(TIMELINE, error)).toMatchObject({ item: { id: "b" }, path: "speedPct" });
  });

  it("is a setting of the project where no item is named", () => {
    expect(refusedPlace(TIMELINE, refusal("/timeline/output/fps"))).toEqual({ path: "output/fps" });
  });

  it("is none where the server names nothing that is shown or did not answer", () => {
    expect(refusedPlace(TIMELINE, refusal("/timeline", "/timeline/clips"))).toBeUndefined();
    expect(refusedPlace(TIMELINE, new Error("no answer"))).toBeUndefined();
  });
});

describe("the sentence of a refusal", () => {
  const uploads: UploadFacts = {
    byId: new Map([[2, { id: 2, name: "beach.mp4" } as never]]),
    missing: new Set(),
    deletedNames: new Map(),
  };
  const title = newItem("screenTitles", { text: "Summer", startSeconds: 0, endSeconds: 2 });
  const clip = newItem("clips", { uploadId: 2, sourceStartSeconds: 0, sourceEndSeconds: 1 });
  const document = { ...emptyTimeline(), screenTitles: [title], clips: [clip] };
  const said = (pointer: string, detail: string) =>
    sentenceOf(document, { pointer, detail }, uploads);

  it("names the item and the field by the words of the inspector", () => {
    expect(said("/timeline/screenTitles/0/presetSnapshot/outlineColor", "This must be a string.")).toBe(
      "Title “Summer”: Preset, Outline colour must be a string.",
    );
  });

  it("names files by their names and says of the item what its file is about", () => {
    expect(said("/clips/0/sourceStartSeconds", "Upload 2 ends before this time.")).toBe(
      "Video “beach.mp4”: Source start: “beach.mp4” ends before this time.",
    );
    expect(said("/clips/0/uploadId", "Upload 2 does not exist.")).toBe(
      "Video “beach.mp4”: “beach.mp4” does not exist.",
    );
  });

  it("numbers rows and names settings of the project", () => {
    expect(said("/screenTitles/0/instances/1/text", "This must be a string.")).toContain(
      "Instances 2, Text must be a string.",
    );
    expect(said("/timeline/output/fps", "This must be a string.")).toBe(
      "Output, Frame rate must be a string.",
    );
    expect(said("", "It is too large.")).toBe("It is too large.");
  });
});
