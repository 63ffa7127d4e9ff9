// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { LINK_ROLES, mainRole, roleMeaning, roleName } from "./roles";

test("of several roles the one with the most rights is shown", () => {
  expect(mainRole(["space_member", "space_poster"])).toBe("space_poster");
  expect(mainRole(["space_poster", "space_admin"])).toBe("space_admin");
  expect(mainRole([])).toBe("space_member");
});

test("a link makes nobody a moderator", () => {
  expect(LINK_ROLES.map((role) => role.value)).toEqual([
    "space_poster",
    "space_member",
    "space_subscriber",
  ]);
});

test("roles are written in words", () => {
  expect(roleName("space_admin")).toBe("Administrator");
  expect(roleMeaning("space_subscriber")).toBe("watch what is published in it");
});
