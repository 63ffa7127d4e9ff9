// SPDX-License-Identifier: Apache-2.0
/** Says where one is: the page, and what of it is open. */
import { Link, useLocation } from "@tanstack/react-router";
import { ChevronRight } from "lucide-react";
import { useEffect } from "react";
import { create } from "zustand";

import { pageAt } from "@/app/pages";

const useOpened = create<{ title: string }>(() => ({ title: "" }));

/** Names what a page has open, for as long as the caller is shown: `useBreadcrumb(name)`. */
export function useBreadcrumb(title: string): void {
  useEffect(() => {
    useOpened.setState({ title });
    return () => useOpened.setState({ title: "" });
  }, [title]);
}

export function Breadcrumb() {
  const { pathname } = useLocation();
  const opened = useOpened((state) => state.title);
  const page = pageAt(pathname);
  if (!page) return null;
  if (!opened) return <span className="truncate text-sm font-medium">{page.title}</span>;
  return (
    <nav aria-label="Breadcrumb" className="flex min-w-0 items-center gap-2 text-sm font-medium">
      <Link to={page.path as never} className="text-ink-3 hover:text-ink">
        {page.title}
      </Link>
      <ChevronRight size={14} aria-hidden className="shrink-0 text-ink-3" />
      <span aria-current="page" className="truncate">
        {opened}
      </span>
    </nav>
  );
}
