// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { isSame } from "./changes";
import { conformed, opened } from "./conforming";
import { emptyTimeline, newItem } from "./document";
import { merge } from "./merging";
import { insert, lift, move, update } from "./operations";
import { Random, attempted, randomDocument, randomEdit } from "./random-documents";

const clip = (id: string) =>
  newItem("clips", { id, uploadId: 1, sourceStartSeconds: 0, sourceEndSeconds: 2 });
const base = insert(
  insert(emptyTimeline(), "clips", clip("a"), 0, "push", []),
  "clips",
  clip("b"),
  90,
  "push",
  [],
);

test("changes of different items and of different fields are both kept", () => {
  const mine = update(base, "a", { boostDb: 3 });
  const theirs = update(update(base, "b", { boostDb: 6 }), "a", { audioEnabled: false });
  const { document, conflicts } = merge(base, mine, theirs);
  expect(conflicts).toEqual([]);
  expect(document.clips.map((one) => [one.boostDb, one.audioEnabled])).toEqual([
    [3, false],
    [6, true],
  ]);
});

test("the same field is a conflict that names both values", () => {
  const { document, conflicts } = merge(
    base,
    update(base, "a", { boostDb: 3 }),
    update(base, "a", { boostDb: 9 }),
  );
  expect(conflicts).toEqual([{ track: "clips", key: "a", field: "boostDb", mine: 3, theirs: 9 }]);
  expect(document.clips[0]?.boostDb).toBe(3);
});

test("an item that one has changed and the other has removed is a conflict", () => {
  const { conflicts } = merge(base, update(base, "a", { boostDb: 3 }), lift(base, ["a"]));
  expect(conflicts.map((one) => one.key)).toEqual(["a"]);
});

test("items that lie over one another after a merge are a conflict", () => {
  const mine = move(base, ["a"], 30, "refuse", []);
  const theirs = insert(base, "clips", { ...clip("c"), sourceEndSeconds: 0.5 }, 62, "refuse", []);
  expect(merge(base, mine, theirs).conflicts).toHaveLength(1);
});

test("a merge with somebody who changed nothing is one's own document", () => {
  for (let seed = 1; seed <= 2000; seed += 1) {
    const random = new Random(seed);
    const before = opened(randomDocument(random));
    const after = attempted(before, (one) => conformed(one, randomEdit(random, one)));
    for (const { document } of [merge(before, after, before), merge(before, before, after)]) {
      if (!isSame(document, after)) expect.fail(`seed ${seed}`);
    }
  }
}, 300_000);
