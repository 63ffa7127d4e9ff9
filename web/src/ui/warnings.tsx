// SPDX-License-Identifier: Apache-2.0
/** What is not shown or heard of a file as one may expect: a mark, or the sentences themselves. */
import { TriangleAlert } from "lucide-react";

import { formatCount } from "@/lib/formats";

import { cx } from "./cx";

interface WarningMarkProps {
  warnings: string[];
  /** Of what the warnings are, for those who do not see where the mark stands. */
  name: string;
  onOpen: () => void;
  className?: string;
}

/** Says how many warnings there are, and opens where they can be read. */
export function WarningMark({ warnings, name, onOpen, className }: WarningMarkProps) {
  if (warnings.length === 0) return null;
  return (
    <button
      type="button"
      title={warnings.join("\n")}
      onClick={onOpen}
      className={cx(
        "inline-flex min-h-6 items-center gap-1.5 self-start rounded-clip text-xs text-warn hover:underline",
        className,
      )}
    >
      <TriangleAlert size={14} aria-hidden className="shrink-0" />
      {formatCount(warnings.length, "warning")}
      <span className="sr-only"> about {name}</span>
    </button>
  );
}

/** The sentences, one below the other; nothing where there are none. */
export function Warnings({ warnings, className }: { warnings: string[]; className?: string }) {
  if (warnings.length === 0) return null;
  return (
    <ul aria-label="Warnings" className={cx("flex flex-col gap-1 text-warn", className)}>
      {warnings.map((sentence) => (
        <li key={sentence} className="flex items-start gap-1.5">
          <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" />
          <span className="min-w-0 break-words">{sentence}</span>
        </li>
      ))}
    </ul>
  );
}
