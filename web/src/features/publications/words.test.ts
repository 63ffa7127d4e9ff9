// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { ListedPublication, LogEntry } from "./queries";
import { isBlocked, whyDown } from "./words";

const OWNER = 7;
const entry = (action: LogEntry["action"], actorUserId: number, note = ""): LogEntry => ({
  action,
  actorUserId,
  actorName: actorUserId === OWNER ? "Ada" : "Eve",
  note,
  at: "2026-11-29T10:00:00Z",
});
const listed = (
  status: ListedPublication["status"],
  takenDown: LogEntry | null = null,
  canRepublish = false,
) => ({
  status,
  ownerUserId: OWNER,
  context: { spaceName: "Crew", takenDown, canRepublish },
});

test("a rejected video says who rejected it, and why", () => {
  const found = listed("rejected", entry("reject_publication", 2, "Still too loud"));
  expect(whyDown(found)).toBe("Rejected by Eve: Still too loud");
});

test("a moderator who gave no reason is named, an owner needs none", () => {
  expect(whyDown(listed("unpublished", entry("unpublish_publication", 2)))).toBe(
    "Removed by Eve, without a reason.",
  );
  expect(whyDown(listed("unpublished", entry("unpublish_publication", OWNER)))).toBe("");
  expect(whyDown(listed("published"))).toBe("");
});

test("only what is not shown and cannot be brought back is blocked", () => {
  expect(isBlocked(listed("unpublished"))).toBe(true);
  expect(isBlocked(listed("rejected", null, true))).toBe(false);
  expect(isBlocked(listed("pending"))).toBe(false);
  expect(isBlocked(undefined)).toBe(false);
});
