// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { actionsOf, faultOf, fieldOf, nextHour } from "./moments";

const now = new Date(2026, 10, 28, 18, 40);

test("a field begins with a full hour that leaves time to think", () => {
  expect(fieldOf(nextHour(now))).toBe("2026-11-28T20:00");
  expect(fieldOf(nextHour(new Date(2026, 10, 28, 18, 20)))).toBe("2026-11-28T19:00");
});

test("moments in the past and ends before their beginning are refused", () => {
  expect(faultOf("", "", now)).toBe("Choose a day and a time");
  expect(faultOf("2026-11-28T18:40", "", now)).toBe("The moment has passed");
  expect(faultOf("2026-11-29T10:00", "2026-11-29T10:00", now)).toBe("It ends before it begins");
  expect(faultOf("2026-11-29T10:00", "2026-11-30T10:00", now)).toBeUndefined();
});

test("each space is published into, and left at the end if there is one", () => {
  const at = new Date("2026-11-29T10:00").toISOString();
  expect(actionsOf([4], "2026-11-29T10:00", "", null)).toEqual([
    { spaceId: 4, action: "publish", at, visibility: null },
  ]);
  const both = actionsOf([4, 5], "2026-11-29T10:00", "2026-11-30T10:00", "members");
  expect(both.map((one) => [one.spaceId, one.action])).toEqual([
    [4, "publish"],
    [4, "unpublish"],
    [5, "publish"],
    [5, "unpublish"],
  ]);
  const audiences = both.map((one) => one.visibility);
  expect(audiences).toEqual(["members", null, "members", null]);
});
