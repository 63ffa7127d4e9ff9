// SPDX-License-Identifier: Apache-2.0
/** Holds the place of what is being loaded. */
import { cx } from "./cx";

export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      data-loading
      className={cx("animate-pulse rounded-control bg-line", className)}
    />
  );
}

/** Holds the places of cards that have a picture above their words; they stand in a list. */
export function SkeletonCards({ count }: { count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li
      key={index}
      aria-hidden
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <Skeleton className="aspect-video rounded-none" />
      <div className="flex flex-col gap-2 p-3">
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-3 w-2/5" />
      </div>
    </li>
  ));
}

/** Holds the place of a table in a panel: a head, and rows that begin with a small picture. */
export function SkeletonTable({ rows }: { rows: number }) {
  return (
    <div aria-hidden className="overflow-hidden rounded-panel border border-line bg-panel">
      <div className="h-[33px] border-b border-line max-[899px]:hidden" />
      {Array.from({ length: rows }, (_, index) => (
        <div
          key={index}
          className="flex h-[57px] items-center gap-3 border-b border-line px-4 last:border-0 max-[899px]:h-[132px] max-[899px]:items-start max-[899px]:pt-3"
        >
          <Skeleton className="h-10 w-[72px] shrink-0 rounded-clip" />
          <Skeleton className="h-4 w-2/5" />
          <Skeleton className="ml-auto h-4 w-1/5 max-[899px]:hidden" />
        </div>
      ))}
    </div>
  );
}
