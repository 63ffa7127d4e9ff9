// SPDX-License-Identifier: Apache-2.0
/** The bar above every page: where one is, what the page offers, and the account. */
import { useLocation } from "@tanstack/react-router";
import { CircleHelp, Menu as MenuIcon, Search } from "lucide-react";
import { useState } from "react";

import { AccountMenu } from "@/app/account-menu";
import { Breadcrumb } from "@/app/breadcrumb";
import { PageControlsSlot } from "@/app/page-controls";
import { pageAt } from "@/app/pages";
import { ActivityButton } from "@/features/activity";
import { usePageKey } from "@/lib/page-key";
import { IconButton } from "@/ui/button";
import { lazyPart } from "@/ui/lazy-part";

const CommandPalette = lazyPart(() => import("@/app/command-palette").then((it) => it.CommandPalette));
const ShortcutsDialog = lazyPart(() =>
  import("@/app/shortcuts-dialog").then((it) => it.ShortcutsDialog),
);

interface TopBarProps {
  onOpenRail: () => void;
}

export function TopBar({ onOpenRail }: TopBarProps) {
  const [opened, setOpened] = useState<"palette" | "shortcuts" | null>(null);
  const close = () => setOpened(null);
  const isWide = pageAt(useLocation().pathname)?.isWide ?? false;
  usePageKey("mod+k", () => setOpened("palette"));
  usePageKey("?", () => setOpened("shortcuts"));
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line bg-panel px-4 min-[900px]:h-12">
      <span className="min-[900px]:hidden">
        <IconButton label="Pages" icon={MenuIcon} onClick={onOpenRail} />
      </span>
      {/* A page that puts what is open beside its name has no room for both on a telephone. */}
      <span className="flex min-w-0 max-[599px]:[&:has(+#page-controls-start>*)]:hidden">
        <Breadcrumb />
      </span>
      <PageControlsSlot side="start" />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <PageControlsSlot side="end" />
        <SearchButton isSmall={isWide} onOpen={() => setOpened("palette")} />
        <span className="max-[899px]:hidden">
          <IconButton
            label="Keyboard shortcuts"
            icon={CircleHelp}
            onClick={() => setOpened("shortcuts")}
          />
        </span>
        <ActivityButton />
        <AccountMenu />
      </div>
      {opened === "palette" && (
        <CommandPalette onClose={close} onShowShortcuts={() => setOpened("shortcuts")} />
      )}
      {opened === "shortcuts" && <ShortcutsDialog onClose={close} />}
    </header>
  );
}

interface SearchButtonProps {
  /** A page that needs the width leaves room for an icon only. */
  isSmall: boolean;
  onOpen: () => void;
}

function SearchButton({ isSmall, onOpen }: SearchButtonProps) {
  if (isSmall) {
    return (
      <span className="max-[899px]:hidden">
        <IconButton label="Search or jump to (Ctrl K)" icon={Search} onClick={onOpen} />
      </span>
    );
  }
  return (
    <button
      type="button"
      onClick={onOpen}
      className="flex h-8 w-60 items-center gap-2 rounded-control border border-line-strong bg-canvas px-3 text-sm text-ink-3 hover:bg-hover max-[899px]:hidden"
    >
      <Search size={16} aria-hidden />
      <span className="flex-1 text-left">Search or jump to</span>
      <kbd className="rounded-clip border border-line-strong px-1 font-sans text-2xs">Ctrl K</kbd>
    </button>
  );
}
