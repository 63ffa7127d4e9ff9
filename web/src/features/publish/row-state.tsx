// SPDX-License-Identifier: Apache-2.0
/** What is to be seen of a production in a space: its present state, or what would change. */
import {
  CircleCheck,
  CircleX,
  Hourglass,
  type LucideIcon,
  Minus,
  Plus,
  TriangleAlert,
} from "lucide-react";

import { cx } from "@/ui/cx";

import type { Row } from "./rows";

interface Look {
  icon?: LucideIcon;
  tone: string;
  words: string;
}

export function RowState({ row }: { row: Row }) {
  const { icon: Icon, tone, words } = lookOf(row);
  const isPublished = row.change === null && row.publication?.status === "published";
  return (
    <span
      className={cx("flex shrink-0 items-center justify-end gap-1.5 text-right text-xs", tone)}
    >
      {Icon && <Icon size={14} aria-hidden className="shrink-0" />}
      {isPublished ? (
        <a
          href={row.publication?.watchUrl}
          className="underline decoration-current/40 underline-offset-2 hover:decoration-current"
          aria-label={`Published: watch it in ${row.space.name}`}
        >
          {words}
        </a>
      ) : (
        <span>{words}</span>
      )}
    </span>
  );
}

function lookOf(row: Row): Look {
  if (row.change === "publish") return { icon: Plus, tone: "text-accent", words: willBe(row) };
  if (row.change === "unpublish") return { icon: Minus, tone: "text-warn", words: "Will be removed" };
  if (row.result?.error) {
    return { icon: TriangleAlert, tone: "text-bad", words: "Failed" };
  }
  switch (row.publication?.status) {
    case "published":
      return {
        icon: CircleCheck,
        tone: "text-ok",
        words: row.result ? "Published just now" : "Published",
      };
    case "pending":
      return { icon: Hourglass, tone: "text-warn", words: "Pending review" };
    case "rejected":
      return { icon: CircleX, tone: "text-bad", words: "Rejected" };
    case "unpublished":
      return { tone: "text-ink-3", words: row.result ? "Removed just now" : "Removed" };
    default:
      return { tone: "text-ink-3", words: "Not published" };
  }
}

function willBe(row: Row): string {
  // What was rejected is looked at again, also where nothing else needs approval any more.
  return row.space.needsApproval || row.publication?.status === "rejected" ? "Will ask for review" : "Will publish";
}
