// SPDX-License-Identifier: Apache-2.0
/** The uploads of this window, and those begun and not finished: how far each is, to be shown. */
import { ChevronDown, ChevronUp, CloudUpload } from "lucide-react";

import { formatCount } from "@/lib/formats";
import type { UploadRow } from "@/lib/upload-engine";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";

import { TrayRow } from "./row";
import { uploadEngine, useTray, useUploadRows } from "./store";
import { isTrayOpen, toggledTray } from "./tray-place";
import { useUnfinishedUploads } from "./unfinished";
import { UnfinishedRow } from "./unfinished-row";
import { summaryOf } from "./words";

const FLOATING =
  "min-[900px]:fixed min-[900px]:right-6 min-[900px]:bottom-4 min-[900px]:z-30 min-[900px]:w-[496px] " +
  "min-[900px]:overflow-hidden min-[900px]:rounded-panel min-[900px]:border min-[900px]:shadow-panel";
const ENDED = new Set<UploadRow["phase"]>(["ready", "failed", "cancelled", "duplicate"]);

export function Tray({ fillsWindow }: { fillsWindow: boolean }) {
  const rows = useUploadRows((state) => state.rows);
  const unfinished = useUnfinishedUploads();
  const tray = useTray();
  const isOpen = isTrayOpen(tray, fillsWindow);
  const count = rows.length + unfinished.length;
  // Below a page that fills the window its one line covers nothing.
  const isFloating = isOpen || !fillsWindow;
  const isOver = rows.length > 0 && rows.every((row) => ENDED.has(row.phase));
  return (
    <section
      aria-label="Uploads of this window"
      className={cx("shrink-0 border-t border-line bg-raised", isFloating && FLOATING)}
    >
      <div className="flex h-9 items-center gap-2 px-3 max-[899px]:h-11">
        <CloudUpload size={16} aria-hidden className="text-accent" />
        <h2 className="text-sm font-semibold whitespace-nowrap">{formatCount(count, "upload")}</h2>
        <p role="status" className="min-w-0 flex-1 truncate text-right text-xs text-ink-2">
          {summaryOf(rows, unfinished.length)}
        </p>
        {isOver && (
          <Button look="quiet" className="!h-7" onClick={() => uploadEngine.clear()}>
            Clear
          </Button>
        )}
        <IconButton
          label={isOpen ? "Show less" : "Show all"}
          icon={isOpen ? ChevronDown : ChevronUp}
          onClick={() => useTray.setState(toggledTray(tray, fillsWindow))}
        />
      </div>
      {isOpen && (
        <ul
          tabIndex={0}
          aria-label="Files"
          className="max-h-56 overflow-auto -outline-offset-2 max-[899px]:max-h-40"
        >
          {rows.map((row) => (
            <TrayRow key={row.id} row={row} />
          ))}
          {unfinished.map((upload) => (
            <UnfinishedRow key={upload.uploadId} upload={upload} />
          ))}
        </ul>
      )}
    </section>
  );
}
