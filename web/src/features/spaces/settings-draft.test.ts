// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { draftOf, patchOf } from "./settings-draft";

const channel = {
  name: "News",
  description: "All of it",
  type: "channel",
  settings: { visibility: "private", publishing: {} },
} as const;

test("settings that a space lacks are those of its type", () => {
  expect(draftOf({ ...channel, settings: { ...channel.settings } })).toEqual({
    name: "News",
    description: "All of it",
    visibility: "members_only",
    membership: "invite",
    comments: "on",
    approval: "moderator",
  });
});

test("only what differs is sent", () => {
  const before = draftOf({ ...channel, settings: { ...channel.settings } });
  expect(patchOf(before, { ...before, name: " News ", description: "All of it " })).toEqual({});
  expect(patchOf(before, { ...before, name: "Daily", approval: "none" })).toEqual({
    name: "Daily",
    requireApproval: false,
  });
});
