// SPDX-License-Identifier: Apache-2.0
/** Stands where a list would be when it is empty: the next step, and one button for it. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface EmptyStateProps {
  /** The name of the page, when it has no other heading. */
  heading?: string;
  icon: LucideIcon;
  title: string;
  children?: ReactNode;
  /** The button of the next step. */
  action?: ReactNode;
}

export function EmptyState({ heading, icon: Icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-3 p-8 text-center">
      {heading && <h1 className="sr-only">{heading}</h1>}
      <span className="grid size-12 place-content-center rounded-full bg-accent-soft text-accent">
        <Icon size={24} aria-hidden />
      </span>
      <h2 className="text-balance text-lg font-semibold">{title}</h2>
      {children && <p className="text-balance text-ink-2">{children}</p>}
      {action}
    </div>
  );
}
