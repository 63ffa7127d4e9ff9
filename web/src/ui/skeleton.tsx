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
