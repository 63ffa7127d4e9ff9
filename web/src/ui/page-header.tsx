// SPDX-License-Identifier: Apache-2.0
/** The title of a page, what there is on it, and its main button. */
import type { ReactNode } from "react";

interface PageHeaderProps {
  title: string;
  note?: ReactNode;
  children?: ReactNode;
}

export function PageHeader({ title, note, children }: PageHeaderProps) {
  return (
    <div className="mb-3 flex min-h-8 flex-wrap items-center gap-3">
      <h1 className="text-xl font-semibold">{title}</h1>
      {note && <span className="text-sm text-ink-3">{note}</span>}
      <div className="ml-auto flex items-center gap-2 max-[599px]:flex-wrap max-[599px]:[&:has(input)]:w-full">{children}</div>
    </div>
  );
}
