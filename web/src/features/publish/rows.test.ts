// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { Publication, Space } from "./queries";
import { changesOf, groupOf, mustSayAudience, rowsOf, summaryOf } from "./rows";

function space(id: number, name: string, more: Partial<Space> = {}): Space {
  return { id, name, slug: name, type: "group", isGlobal: false, needsApproval: false, memberCount: 1, iconUrl: null, ...more };
}

function publication(spaceId: number, status: Publication["status"]): Publication {
  return { spaceId, status } as Publication;
}

const spaces = [space(1, "Mine", { type: "personal" }), space(2, "Crew"), space(3, "Club")];
const there = [publication(1, "published"), publication(3, "unpublished")];

test("spaces are chosen where the production is published or pending", () => {
  const rows = rowsOf(spaces, there, new Map(), []);
  expect(rows.map((row) => row.isChosen)).toEqual([true, false, false]);
  expect(rows.every((row) => row.change === null)).toBe(true);
});

test("only what differs from what is there is a change", () => {
  const choices = new Map([
    [1, false],
    [2, true],
    [3, false],
  ]);
  const rows = rowsOf(spaces, there, choices, []);
  expect(changesOf(rows)).toEqual({ publish: [2], unpublish: [1] });
  expect(summaryOf(rows, true)).toBe("Publish to Crew. Remove from Mine. Save the story.");
});

test("the space of the whole site is in a group of its own", () => {
  expect(groupOf(space(4, "Global", { type: "channel", isGlobal: true }))).toBe("Global");
  expect(groupOf(space(5, "News", { type: "channel" }))).toBe("Channels");
});

test("who may watch is said where the server would let others do so", () => {
  const before = { ...publication(3, "unpublished"), visibility: "members" } as Publication;
  const rows = rowsOf(spaces, [before], new Map(), []);
  expect(mustSayAudience(rows, [2], "inherit")).toBe(false);
  expect(mustSayAudience(rows, [2], "members")).toBe(true);
  expect(mustSayAudience(rows, [2, 3], "inherit")).toBe(true);
  expect(mustSayAudience(rows, [3], "members")).toBe(false);
});
