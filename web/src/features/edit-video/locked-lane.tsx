// SPDX-License-Identifier: Apache-2.0
/** What was chosen for the production, where it falls in the source; it is changed elsewhere. */
import { Link } from "@tanstack/react-router";
import { Lock } from "lucide-react";

import { partsOf, useResolvedConfig } from "@/features/drafts";
import { framesPerSecond, frameRate } from "@/timeline";
import { cx } from "@/ui/cx";

import { useCuts } from "./edit-state";
import { type LockedRow, lockedRows } from "./locked-rows";
import { formatTenths } from "./times";

interface LockedLaneProps {
  uploadId: number;
  pixelsPerSecond: number;
}

export function LockedLane({ uploadId, pixelsPerSecond }: LockedLaneProps) {
  const { ranges } = useCuts();
  const { data: resolved } = useResolvedConfig(uploadId);
  const fps = framesPerSecond(frameRate(resolved?.fps ?? "30"));
  const rows = resolved ? lockedRows(partsOf(resolved), ranges, fps) : [];
  return (
    <div role="group" aria-label="Production, locked" className="mt-1 bg-lane pb-1">
      <p className="sticky left-4 inline-flex h-7 items-center gap-1.5 px-3 text-xs text-ink-2">
        <Lock size={12} aria-hidden className="shrink-0" />
        {resolved && rows.length === 0 ? "Nothing is laid over the video yet." : "Of the production"}
        <Link
          to={"/produce" as never}
          search={{ upload: String(uploadId) } as never}
          className="rounded-control px-1 font-medium text-accent hover:underline"
        >
          {rows.length === 0 ? "Build production" : "Change in Build production"}
        </Link>
      </p>
      <ul>
        {rows.map((row) => (
          <Row key={row.name} row={row} pixelsPerSecond={pixelsPerSecond} />
        ))}
      </ul>
    </div>
  );
}

function wordsOf({ name, secondsBefore, pieces }: LockedRow): string {
  if (secondsBefore > 0) return `${name}, ${formatTenths(secondsBefore)} before the video`;
  const times = pieces.map(({ start, end }) => `${formatTenths(start)} to ${formatTenths(end)}`);
  return [name, ...times].join(", ");
}

const BAR = "absolute inset-y-px overflow-hidden rounded-clip px-2 text-2xs font-medium text-white";

function Row({ row, pixelsPerSecond }: { row: LockedRow; pixelsPerSecond: number }) {
  const words = wordsOf(row);
  return (
    <li title={words} className="relative h-[18px]">
      <span className="sr-only">{words}</span>
      {row.secondsBefore > 0 && (
        <span aria-hidden className={cx(BAR, "left-0 whitespace-nowrap", row.fill)}>
          {row.name} · {formatTenths(row.secondsBefore)} before
        </span>
      )}
      {row.pieces.map(({ start, end }) => (
        <span
          key={start}
          aria-hidden
          className={cx(BAR, "left-0 truncate", row.fill)}
          style={{
            transform: `translateX(${start * pixelsPerSecond}px)`,
            width: Math.max(3, (end - start) * pixelsPerSecond),
          }}
        >
          {row.name}
        </span>
      ))}
    </li>
  );
}
