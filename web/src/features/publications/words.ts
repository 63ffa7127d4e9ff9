// SPDX-License-Identifier: Apache-2.0
/** The log of a publication in words, and why a publication is not to be seen. */
import type { ListedPublication, LogEntry, Publication } from "./queries";

export const STATUS_WORDS: Record<Publication["status"], string> = {
  pending: "Pending review",
  published: "Published",
  unpublished: "Removed",
  rejected: "Rejected",
};

export const ACTION_WORDS: Record<LogEntry["action"], string> = {
  create_pending: "Asked for review",
  auto_published: "Published",
  approve_publication: "Approved",
  reject_publication: "Rejected",
  unpublish_publication: "Removed",
  moderator_republish_published: "Published again by a moderator",
  owner_republish_requested: "Asked for review again",
  owner_republish_published: "Published again",
  write_story: "Story written for this space",
  reset_story: "Common story taken again",
  hold_texts: "Title or story of the video changed",
  approve_texts: "New title and story approved",
  reject_texts: "New title and story rejected",
  change_visibility: "Changed who may watch",
  replace_video: "Video replaced",
};

export const VISIBILITY_WORDS: Record<Publication["visibility"], string> = {
  inherit: "Whoever may see the space",
  members: "Members of the space only",
  public: "Everybody",
};

type Down = Pick<ListedPublication, "status" | "ownerUserId" | "context">;

/** Says who rejected or removed a publication, and why: `Rejected by Eve: too loud`. */
export function whyDown({ ownerUserId, context }: Down): string {
  const entry = context.takenDown;
  if (!entry) return "";
  const isOwn = entry.actorUserId === ownerUserId;
  // What its owner removed without a word needs no explanation.
  if (isOwn && !entry.note) return "";
  const who = isOwn ? "its owner" : entry.actorName || (entry.actorUserId ? "a moderator" : "");
  const done = `${ACTION_WORDS[entry.action]}${who && ` by ${who}`}`;
  return entry.note ? `${done}: ${entry.note}` : `${done}, without a reason.`;
}

/** Whether a publication was rejected or removed. */
export function isDown({ status }: Pick<Publication, "status">): boolean {
  return status === "rejected" || status === "unpublished";
}

/** Whether the reader can do nothing about a publication that is not shown. */
export function isBlocked(publication: Down | undefined): boolean {
  return publication !== undefined && isDown(publication) && !publication.context.canRepublish;
}
