// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { emptyTimeline, newItem } from "./document";
import { type LockableEdit, heldBack, stayedBehind } from "./held-back";
import { insert, lift, rippleDelete } from "./operations";

const clip = (id: string) =>
  newItem("clips", { id, uploadId: 1, sourceStartSeconds: 0, sourceEndSeconds: 2 });
const title = (id: string, startSeconds: number) =>
  newItem("screenTitles", { id, startSeconds, endSeconds: startSeconds + 1 });
const document = {
  ...emptyTimeline(),
  clips: [
    { ...clip("a"), startSeconds: 0 },
    { ...clip("b"), startSeconds: 2 },
  ],
  screenTitles: [title("of a", 0.5), title("of b", 2.5)],
};

test("a locked track is named whose items would have followed the pictures to the left", () => {
  const edit: LockableEdit = (one, locked) => rippleDelete(one, ["a"], locked);

  expect(heldBack(document, edit, ["titles"])).toEqual(["titles"]);
  expect(heldBack(document, edit, ["music", "titles"])).toEqual(["titles"]);
  expect(heldBack(document, edit, ["music"])).toEqual([]);
  expect(heldBack(document, edit, [])).toEqual([]);
});

test("a locked track is named whose items would have been pushed, and none that has none there", () => {
  const push = (frame: number) =>
    heldBack(document, (one, locked) => insert(one, "clips", clip("c"), frame, "push", locked), [
      "titles",
    ]);

  expect(push(60)).toEqual(["titles"]);
  expect(push(120)).toEqual([]);
});

test("nothing is held back by an edit that would be refused without locks, or moves nothing", () => {
  const refusing = () =>
    heldBack(document, (one, locked) => insert(one, "clips", clip("c"), 30, "refuse", locked), [
      "titles",
    ]);

  expect(refusing()).toEqual([]);
  expect(heldBack(document, (one) => lift(one, ["a"]), ["titles"])).toEqual([]);
});

test("the sentence about locked tracks names them in the order of their lanes", () => {
  expect(stayedBehind(["titles"])).toBe("The track Titles is locked and stayed.");
  expect(stayedBehind(["music", "titles", "captions"])).toBe(
    "The tracks Titles, Captions and Music are locked and stayed.",
  );
});
