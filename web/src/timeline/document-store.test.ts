// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from "vitest";

import { emptyTimeline, newItem } from "./document";
import { adopt, apply, openDocument, redo, undo, useDocument } from "./document-store";
import { insert, lift, move, update } from "./operations";
import { select, useView } from "./view-store";

const clip = (id: string) =>
  newItem("clips", { id, uploadId: 1, sourceStartSeconds: 0, sourceEndSeconds: 2 });

beforeEach(() => {
  openDocument(emptyTimeline());
  apply("Add clip", (one) => insert(one, "clips", clip("a"), 0, "push", []));
});

const ids = () => useDocument.getState().document.clips.map((one) => one.id);
const steps = () => useDocument.getState().history.past.map((step) => step.label);

test("undo restores the document and the selection", () => {
  select(["a"]);
  apply("Delete", (one) => lift(one, ["a"]));
  expect(ids()).toEqual([]);
  expect(useView.getState().selection).toEqual([]);
  expect(undo()).toBe("Delete");
  expect(ids()).toEqual(["a"]);
  expect(useView.getState().selection).toEqual(["a"]);
  expect(redo()).toBe("Delete");
  expect(ids()).toEqual([]);
});

test("steps with one merge key are one step", () => {
  apply("Nudge", (one) => move(one, ["a"], 1, "push", []), { mergeKey: "nudge/a" });
  apply("Nudge", (one) => move(one, ["a"], 1, "push", []), { mergeKey: "nudge/a" });
  expect(steps()).toEqual(["Add clip", "Nudge"]);
  undo();
  expect(useDocument.getState().document.clips[0]?.startSeconds).toBe(0);
});

test("an edit that changes nothing is no step", () => {
  expect(apply("Nothing", (one) => update(one, "a", { boostDb: 0 }))).toBe(false);
  expect(steps()).toEqual(["Add clip"]);
});

test("steps on what somebody else has changed are forgotten, others stay", () => {
  apply("Add clip", (one) => insert(one, "clips", clip("b"), 60, "push", []));
  apply("Boost", (one) => update(one, "a", { boostDb: 3 }));
  const theirs = update(useDocument.getState().document, "a", { boostDb: 9 });
  adopt(theirs);
  expect(steps()).toEqual(["Add clip"]);
  undo();
  expect(ids()).toEqual(["a"]);
  expect(useDocument.getState().document.clips[0]?.boostDb).toBe(9);
});
