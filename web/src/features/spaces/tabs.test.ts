// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { tabsOf } from "./tabs";

const visitor = { type: "group", roles: [] as string[], mayApprove: false, mayAdminister: false } as const;

test("visitors see the feed only, members each other, too", () => {
  expect(tabsOf({ ...visitor, roles: [] })).toEqual(["feed"]);
  expect(tabsOf({ ...visitor, roles: ["space_member"] })).toEqual(["feed", "members"]);
});

test("moderators review, administrators do everything", () => {
  const moderator = { ...visitor, roles: ["space_moderator"], mayApprove: true };
  expect(tabsOf(moderator)).toEqual(["feed", "members", "review", "reports"]);
  expect(tabsOf({ ...moderator, mayAdminister: true })).toEqual([
    "feed",
    "members",
    "invitations",
    "review",
    "reports",
    "settings",
  ]);
});

test("a personal space has no other members", () => {
  const own = { ...visitor, type: "personal", roles: ["space_member"], mayAdminister: true } as const;
  expect(tabsOf({ ...own, roles: ["space_member"] })).toEqual(["feed", "settings"]);
});
