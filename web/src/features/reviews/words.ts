// SPDX-License-Identifier: Apache-2.0
/** What is said of a review link. */
import { formatCount, formatDay } from "@/lib/formats";

import type { ReviewLink } from "./queries";

type Told = Pick<ReviewLink, "expiresAt" | "revokedAt" | "openNotesCount" | "notesCount" | "reviewers">;

/** Whether reviewers can open a link now. */
export function isOpen(link: Pick<Told, "expiresAt" | "revokedAt">, now: Date = new Date()): boolean {
  return link.revokedAt === null && new Date(link.expiresAt) > now;
}

/** Says until when a link can be opened, or why it cannot. */
export function untilWhen(link: Pick<Told, "expiresAt" | "revokedAt">, now: Date = new Date()): string {
  if (link.revokedAt !== null) return "Revoked";
  return `${isOpen(link, now) ? "Until" : "Expired"} ${formatDay(link.expiresAt, now)}`;
}

/** Says what reviewers think: `1 approved · 2 ask for changes · 3 open notes`. */
export function aboutReview(link: Told): string {
  const verdicts = link.reviewers.map((one) => one.verdict);
  const approved = verdicts.filter((one) => one === "approved").length;
  const asked = verdicts.filter((one) => one === "changes_requested").length;
  const parts = [
    approved && `${approved} approved`,
    asked && `${asked} ${asked === 1 ? "asks" : "ask"} for changes`,
    link.openNotesCount
      ? formatCount(link.openNotesCount, "open note")
      : link.notesCount && "all notes resolved",
  ].filter(Boolean);
  return parts.join(" · ") || "Nobody has answered yet";
}
