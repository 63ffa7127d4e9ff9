// SPDX-License-Identifier: Apache-2.0
/** The frame of every page: rail, top bar, and what floats above them. */
import { Outlet, useLocation } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";

import { followLiveEvents } from "@/api/live-events";
import { keepSession } from "@/api/session-keeping";
import { useSession } from "@/api/session-state";
import { pageAt } from "@/app/pages";
import { Rail } from "@/app/rail";
import { TopBar } from "@/app/top-bar";
import { UploadTray, useTrayClearance } from "@/features/upload-tray";
import { keepFocus } from "@/lib/focus-keeping";
import { readSetting, writeSetting } from "@/lib/settings";
import { cx } from "@/ui/cx";
import { lazyPart } from "@/ui/lazy-part";
import { Toasts } from "@/ui/toast";

const SessionDialog = lazyPart(() => import("@/app/session-dialog").then((it) => it.SessionDialog));

/** Shows the page of the address, or what is given where the address has none. */
export function Shell({ children }: { children?: ReactNode }) {
  const [isRailWide, setRailWide] = useState(readSetting("rail") !== "collapsed");
  const [isWideOverPage, setWideOverPage] = useState(false);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const hasSessionEnded = useSession((state) => state.hasEnded);
  const { pathname } = useLocation();
  const page = pageAt(pathname);
  const fillsWindow = page?.isWide ?? false;
  const clearance = useTrayClearance(fillsWindow);
  const isExpanded = page?.isWide ? isWideOverPage : isRailWide;

  useEffect(followLiveEvents, []);
  useEffect(keepSession, []);
  useEffect(keepFocus, []);
  useEffect(() => {
    document.title = `${page?.title ?? "Page not found"} · Reelmill`;
    setDrawerOpen(false);
  }, [page]);

  const toggle = () => {
    if (page?.isWide) return setWideOverPage(!isExpanded);
    writeSetting("rail", isExpanded ? "collapsed" : "expanded");
    setRailWide(!isExpanded);
  };

  return (
    <div className="flex h-full">
      <a
        href="#main"
        className="absolute -top-20 left-2 z-50 rounded-control bg-accent-strong px-3 py-2 text-white focus:top-2"
      >
        Skip to content
      </a>
      <Rail
        isExpanded={isExpanded}
        isDrawerOpen={isDrawerOpen}
        onToggle={toggle}
        onCloseDrawer={() => setDrawerOpen(false)}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar onOpenRail={() => setDrawerOpen(true)} />
        <main
          id="main"
          tabIndex={-1}
          className={cx("min-h-0 flex-1 overflow-auto outline-none", clearance)}
        >
          {children ?? <Outlet />}
        </main>
        <UploadTray fillsWindow={fillsWindow} />
      </div>
      <Toasts />
      {hasSessionEnded && <SessionDialog />}
    </div>
  );
}
