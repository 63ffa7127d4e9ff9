// SPDX-License-Identifier: Apache-2.0
/** The bar above every page: where one is, what the page offers, and the account. */
import { Menu as MenuIcon } from "lucide-react";

import { AccountMenu } from "@/app/account-menu";
import { Breadcrumb } from "@/app/breadcrumb";
import { PageControlsSlot } from "@/app/page-controls";
import { IconButton } from "@/ui/button";

export function TopBar({ onOpenRail }: { onOpenRail: () => void }) {
  return (
    <header className="flex h-14 shrink-0 items-center gap-2 border-b border-line bg-panel px-4 min-[900px]:h-12">
      <span className="min-[900px]:hidden">
        <IconButton label="Pages" icon={MenuIcon} onClick={onOpenRail} />
      </span>
      <Breadcrumb />
      <PageControlsSlot side="start" />
      <div className="ml-auto flex shrink-0 items-center gap-2">
        <PageControlsSlot side="end" />
        <AccountMenu />
      </div>
    </header>
  );
}
