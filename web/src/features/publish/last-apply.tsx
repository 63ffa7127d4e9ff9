// SPDX-License-Identifier: Apache-2.0
/** What became of the last changes, space by space. */
import { CircleCheck, Hourglass, Minus, TriangleAlert } from "lucide-react";

import { formatTime } from "@/lib/formats";
import { cx } from "@/ui/cx";

import type { Space, SpaceResult } from "./queries";

interface LastApplyProps {
  applied: { at: Date; results: SpaceResult[] };
  spaces: Space[];
}

export function LastApply({ applied, spaces }: LastApplyProps) {
  return (
    <section
      aria-label="Last apply"
      role="status"
      className="rounded-panel border border-line bg-panel p-4"
    >
      <h2 className="mb-2 text-sm font-semibold">Last apply, {formatTime(applied.at)}</h2>
      {applied.results.length === 0 && <p className="text-sm text-ink-2">The story is saved.</p>}
      <ul className="flex flex-col gap-2">
        {applied.results.map((result) => (
          <li key={result.spaceId} className="flex items-start justify-between gap-3 text-sm">
            <span className="min-w-0 truncate">
              {spaces.find((one) => one.id === result.spaceId)?.name ?? `Space ${result.spaceId}`}
            </span>
            <Outcome result={result} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Outcome({ result }: { result: SpaceResult }) {
  const [Icon, tone, words] = result.error
    ? ([TriangleAlert, "text-bad", "Failed"] as const)
    : result.publication?.status === "published"
      ? ([CircleCheck, "text-ok", "Published"] as const)
      : result.publication?.status === "pending"
        ? ([Hourglass, "text-warn", "Pending review"] as const)
        : ([Minus, "text-ink-2", "Removed"] as const);
  return (
    <span
      title={result.detail ?? undefined}
      className={cx("flex shrink-0 items-center gap-1.5 text-xs", tone)}
    >
      <Icon size={14} aria-hidden />
      {words}
    </span>
  );
}
