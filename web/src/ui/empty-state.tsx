// SPDX-License-Identifier: Apache-2.0
/** Stands where a list would be when it is empty: the next step, and one button for it. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { cx } from "./cx";

interface EmptyStateProps {
  /** The name of the page, when it has no other heading. */
  heading?: string;
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  /** The button of the next step. */
  action?: ReactNode;
  /** Whether it stands in a panel above the timeline, which has little height in short windows. */
  isInPanel?: boolean;
}

export function EmptyState(props: EmptyStateProps) {
  const { heading, icon: Icon, title, children, action, isInPanel = false } = props;
  return (
    <div
      className={cx(
        "mx-auto flex max-w-md flex-col items-center gap-3 p-8 text-center",
        isInPanel && "short:gap-2 short:px-4 short:py-2",
      )}
    >
      {heading && <h1 className="sr-only">{heading}</h1>}
      <span
        className={cx(
          "grid size-12 place-content-center rounded-full bg-accent-soft text-accent",
          isInPanel && "short:hidden",
        )}
      >
        <Icon size={24} aria-hidden />
      </span>
      <h2 className="text-balance text-lg font-semibold">{title}</h2>
      {children && <p className="text-balance text-ink-2">{children}</p>}
      {action}
    </div>
  );
}
