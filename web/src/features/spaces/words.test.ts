// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { Space } from "./queries";
import { aboutSpace, roleIn } from "./words";

const group = {
  type: "group",
  isGlobal: false,
  memberCount: 1,
  needsApproval: true,
  settings: { visibility: "private" },
  roles: ["space_admin"],
  mayPost: true,
} as unknown as Space;

test("a space says what it is and who sees it", () => {
  expect(aboutSpace(group)).toBe("Group · 1 member · seen by its members · needs review");
});

test("a space says what the user is in it", () => {
  expect(roleIn(group)).toBe("You administer it");
  expect(roleIn({ ...group, roles: ["space_poster"] })).toBe("You may publish in it");
  expect(roleIn({ ...group, roles: ["space_member"], mayPost: false })).toBe("You are a member");
});
