// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { aboutReview, untilWhen } from "./words";

const now = new Date("2026-03-01T12:00:00Z");
const expiresAt = "2026-03-08T12:00:00Z";

function reviewers(...verdicts: ("approved" | "changes_requested" | null)[]) {
  return verdicts.map((verdict, id) => ({
    id,
    name: "Grace",
    joinedAt: expiresAt,
    verdict,
    earlierVerdict: null,
    verdictNote: "",
    decidedAt: null,
  }));
}

test("a link says until when it can be opened", () => {
  expect(untilWhen({ expiresAt, revokedAt: null }, now)).toBe("Until 8 Mar");
  expect(untilWhen({ expiresAt: "2026-02-01T00:00:00Z", revokedAt: null }, now)).toBe("Expired 1 Feb");
  expect(untilWhen({ expiresAt, revokedAt: "2026-02-28T00:00:00Z" }, now)).toBe("Revoked");
});

test("a review says what came of it", () => {
  const link = { expiresAt, revokedAt: null };
  const asked = reviewers("approved", "changes_requested", null);
  expect(aboutReview({ ...link, reviewers: [], notesCount: 0, openNotesCount: 0 })).toBe(
    "Nobody has answered yet",
  );
  expect(aboutReview({ ...link, reviewers: asked, notesCount: 4, openNotesCount: 1 })).toBe(
    "1 approved · 1 asks for changes · 1 open note",
  );
  expect(aboutReview({ ...link, reviewers: [], notesCount: 2, openNotesCount: 0 })).toBe(
    "all notes resolved",
  );
});
