// SPDX-License-Identifier: Apache-2.0
/** Reports in words: reasons, statuses, resolutions and times. */
import { formatDuration } from "@/lib/formats";

import type { Report, ReportStatus } from "./report-queries";

export const REASONS: Record<Report["reason"], string> = {
  spam: "Spam or misleading",
  harassment: "Harassment or hate",
  violence: "Violence",
  sexual: "Sexual content",
  copyright: "Copyright",
  other: "Something else",
};

export const STATUSES: Record<ReportStatus, string> = {
  open: "Open",
  in_review: "In review",
  resolved: "Resolved",
  dismissed: "Dismissed",
};

/** What moderators do, or did elsewhere, with the status that a report has then. */
export const RESOLUTIONS: [NonNullable<Report["resolution"]>, ReportStatus, string][] = [
  ["unpublished", "resolved", "Unpublish the video"],
  ["comment_deleted", "resolved", "Delete the comment"],
  ["warned", "resolved", "I warned its author"],
  ["other", "resolved", "I did something else"],
  ["no_violation", "dismissed", "Nothing is wrong with it"],
  ["duplicate", "dismissed", "It was reported before"],
];

/** Says where in the video something is: `at 00:12`, `00:12 to 00:20`, or nothing. */
export function whereInVideo(report: Pick<Report, "fromSeconds" | "untilSeconds">): string {
  if (report.fromSeconds === null) return "";
  const from = formatDuration(report.fromSeconds);
  return report.untilSeconds === null
    ? `at ${from}`
    : `${from} to ${formatDuration(report.untilSeconds)}`;
}
