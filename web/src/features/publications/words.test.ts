// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { LogEntry, PublicationDetails } from "./queries";
import { isBlocked, whyDown } from "./words";

const OWNER = 7;
const entry = (action: LogEntry["action"], actorUserId: number, note = ""): LogEntry => ({
  action,
  actorUserId,
  actorName: actorUserId === OWNER ? "Ada" : "Eve",
  note,
  at: "2026-11-29T10:00:00Z",
});
const details = (
  status: PublicationDetails["publication"]["status"],
  events: LogEntry[],
  canRepublishOwner = false,
) =>
  ({
    publication: { status, ownerUserId: OWNER },
    events,
    canRepublishOwner,
  }) as unknown as PublicationDetails;

test("a rejected video says who rejected it last, and why", () => {
  const events = [
    entry("reject_publication", 2, "Too loud"),
    entry("owner_republish_requested", OWNER),
    entry("reject_publication", 2, "Still too loud"),
  ];
  expect(whyDown(details("rejected", events))).toBe("Rejected by Eve: Still too loud");
});

test("a moderator who gave no reason is named, an owner needs none", () => {
  expect(whyDown(details("unpublished", [entry("unpublish_publication", 2)]))).toBe(
    "Removed by Eve, without a reason.",
  );
  expect(whyDown(details("unpublished", [entry("unpublish_publication", OWNER)]))).toBe("");
  expect(whyDown(details("published", [entry("auto_published", OWNER)]))).toBe("");
});

test("only what its owner may not bring back is blocked", () => {
  expect(isBlocked(details("unpublished", []))).toBe(true);
  expect(isBlocked(details("rejected", [], true))).toBe(false);
  expect(isBlocked(details("pending", []))).toBe(false);
  expect(isBlocked(undefined)).toBe(false);
});
