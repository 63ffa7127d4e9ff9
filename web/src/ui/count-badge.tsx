// SPDX-License-Identifier: Apache-2.0
/** How many things wait behind a link; nothing where there are none. */
import { cx } from "./cx";

interface CountBadgeProps {
  count: number;
  className?: string;
}

export function CountBadge({ count, className }: CountBadgeProps) {
  if (count === 0) return null;
  return (
    <span
      className={cx(
        "inline-grid h-[18px] min-w-[18px] place-content-center rounded-full bg-accent-strong px-1 text-[11px] leading-none font-semibold text-white",
        className,
      )}
    >
      {count > 99 ? "99+" : count}
      <span className="sr-only"> waiting</span>
    </span>
  );
}
