// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { emptyTimeline, newItem } from "./document";
import { relinked } from "./relinking";

const document = {
  ...emptyTimeline(),
  clips: [
    newItem("clips", { id: "a", uploadId: 1, sourceStartSeconds: 2, sourceEndSeconds: 6 }),
    newItem("clips", { id: "b", uploadId: 2, sourceStartSeconds: 0, sourceEndSeconds: 9 }),
  ],
  stills: [newItem("stills", { id: "held", hold: { uploadId: 1, sourceSeconds: 3 } })],
};
const file = { id: 7, name: "Take 2", durationSeconds: 6 };

test("another file takes all places of one that is missing, and no other", () => {
  const result = relinked(document, 1, file, []);
  expect(result.clips.map((one) => one.uploadId)).toEqual([7, 2]);
  expect(result.stills[0]?.hold).toEqual({ uploadId: 7, sourceSeconds: 3 });
  expect(result.clips[0]).toMatchObject({ sourceStartSeconds: 2, sourceEndSeconds: 6 });
  expect(document.clips[0]?.uploadId).toBe(1);
});

test("a file that is shorter than what is used of it is refused", () => {
  expect(() => relinked(document, 1, { ...file, durationSeconds: 5.5 }, [])).toThrow(
    "“Take 2” has 5.5 s, and the timeline uses the file up to 6.0 s.",
  );
});

test("an image has no length", () => {
  const graphics = [newItem("graphics", { id: "g", uploadId: 1, startSeconds: 0, endSeconds: 99 })];
  const result = relinked({ ...emptyTimeline(), graphics }, 1, { ...file, durationSeconds: null }, []);
  expect(result.graphics[0]?.uploadId).toBe(7);
});

test("a file that is used on a locked lane is not replaced", () => {
  expect(() => relinked(document, 1, file, ["video"])).toThrow("is locked. Unlock it first.");
  expect(relinked(document, 1, file, ["music"]).clips[0]?.uploadId).toBe(7);
});
