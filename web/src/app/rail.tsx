// SPDX-License-Identifier: Apache-2.0
/** The list of pages at the left; a drawer on narrow screens. */
import { Link, useLocation } from "@tanstack/react-router";
import { PanelLeftClose, PanelLeftOpen, X } from "lucide-react";

import { useWaitingCount } from "@/api/waiting";
import { Logo } from "@/app/logo";
import { type Page, pageAt, pages } from "@/app/pages";
import { IconButton } from "@/ui/button";
import { CountBadge } from "@/ui/count-badge";
import { cx } from "@/ui/cx";

interface RailProps {
  isExpanded: boolean;
  isDrawerOpen: boolean;
  onToggle: () => void;
  onCloseDrawer: () => void;
}

export function Rail({ isExpanded, isDrawerOpen, onToggle, onCloseDrawer }: RailProps) {
  return (
    <>
      <nav
        aria-label="Pages"
        className={cx(
          "hidden shrink-0 flex-col border-r border-line bg-panel min-[900px]:flex",
          isExpanded ? "w-[200px]" : "w-14",
        )}
      >
        <div className="flex h-12 items-center gap-2 px-4">
          <Logo />
          {isExpanded && <span className="text-lg font-semibold">Reelmill</span>}
        </div>
        <PageLinks showsNames={isExpanded} />
        <div className="mx-4 mt-auto border-t border-line" />
        <button
          type="button"
          onClick={onToggle}
          aria-label={isExpanded ? "Collapse" : "Expand the rail"}
          className="m-2 flex h-9 items-center gap-3 rounded-control px-3 text-sm font-medium text-ink-2 hover:bg-hover"
        >
          {isExpanded ? <PanelLeftClose size={16} /> : <PanelLeftOpen size={16} />}
          {isExpanded && "Collapse"}
        </button>
      </nav>
      {isDrawerOpen && (
        <div className="fixed inset-0 z-40 flex min-[900px]:hidden">
          <nav aria-label="Pages" className="flex w-64 flex-col bg-panel shadow-panel">
            <div className="flex h-14 items-center gap-2 px-4">
              <Logo />
              <span className="flex-1 text-lg font-semibold">Reelmill</span>
              <IconButton label="Close" icon={X} onClick={onCloseDrawer} />
            </div>
            <PageLinks showsNames />
          </nav>
          <button
            type="button"
            aria-label="Close the list of pages"
            className="flex-1 bg-scrim"
            onClick={onCloseDrawer}
          />
        </div>
      )}
    </>
  );
}

function PageLinks({ showsNames }: { showsNames: boolean }) {
  const waiting = useWaitingCount();
  const within = pageAt(useLocation().pathname)?.within;
  return (
    <div className="flex flex-col gap-1 p-2">
      {pages
        .filter((page) => page.inRail)
        .map((page) => (
          <PageLink
            key={page.path}
            page={page}
            showsName={showsNames}
            isAround={page.path === within}
            count={page.path === "/spaces" ? waiting : 0}
          />
        ))}
    </div>
  );
}

const LINK =
  "relative flex h-9 items-center gap-3 rounded-control px-3 text-sm font-medium text-ink-2 " +
  "hover:bg-hover [&[aria-current]]:bg-accent-soft [&[aria-current]]:text-ink " +
  "[&[aria-current]]:before:absolute [&[aria-current]]:before:-left-2 " +
  "[&[aria-current]]:before:h-5 [&[aria-current]]:before:w-[3px] " +
  "[&[aria-current]]:before:rounded-r [&[aria-current]]:before:bg-accent " +
  "[&[aria-current]>svg]:text-accent";

interface PageLinkProps {
  page: Page;
  showsName: boolean;
  /** Whether the page that is shown belongs to it. */
  isAround: boolean;
  /** How much waits there for the user. */
  count: number;
}

function PageLink({ page, showsName, isAround, count }: PageLinkProps) {
  const Icon = page.icon;
  return (
    <Link
      to={page.path as never}
      title={showsName ? undefined : page.title}
      aria-current={isAround ? "true" : undefined}
      className={LINK}
    >
      {Icon && <Icon size={16} aria-hidden className="shrink-0" />}
      <span className={showsName ? "flex-1" : "sr-only"}>{page.title}</span>
      <CountBadge count={count} className={showsName ? undefined : "absolute top-0 right-0"} />
    </Link>
  );
}
