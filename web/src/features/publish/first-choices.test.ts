// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { firstChoices } from "./first-choices";
import type { Publication, Space } from "./queries";
import { changesOf, rowsOf } from "./rows";

const spaces = [{ id: 1 }, { id: 2 }] as Space[];

function changesFrom(space: string | undefined, publications: Publication[] = []) {
  return changesOf(rowsOf(spaces, publications, firstChoices(space), []));
}

test("the space that one came from is chosen, and no other", () => {
  expect(changesFrom("2")).toEqual({ publish: [2], unpublish: [] });
});

test("a space where the production is already is not published to again", () => {
  const there = [{ spaceId: 2, status: "published" } as Publication];
  expect(changesFrom("2", there)).toEqual({ publish: [], unpublish: [] });
});

test("nothing is chosen without a space, or by one that cannot be published into", () => {
  for (const space of [undefined, "", "9", "-1", "two", "1.5"]) {
    expect(changesFrom(space)).toEqual({ publish: [], unpublish: [] });
  }
});
