// SPDX-License-Identifier: Apache-2.0
/** The uploads of this window at the lower edge of every page. */
import { ChevronDown, ChevronUp, CloudUpload, RotateCw, X } from "lucide-react";

import { formatCount } from "@/lib/formats";
import type { UploadRow } from "@/lib/upload-engine";
import { Button, IconButton } from "@/ui/button";
import { JobStatus } from "@/ui/job-status";
import { Progress } from "@/ui/progress";

import { uploadEngine, useTray, useUploadRows } from "./store";
import { uploadState } from "./words";

export function UploadTray() {
  const rows = useUploadRows((state) => state.rows);
  const { isOpen } = useTray();
  if (rows.length === 0) return null;
  const isOver = rows.every((row) => ["ready", "failed", "cancelled"].includes(row.phase));
  return (
    <section
      aria-label="Uploads of this window"
      className="shrink-0 border-t border-line bg-raised min-[900px]:fixed min-[900px]:right-6 min-[900px]:bottom-4 min-[900px]:z-30 min-[900px]:w-[496px] min-[900px]:rounded-panel min-[900px]:border min-[900px]:shadow-panel"
    >
      <div className="flex h-9 items-center gap-2 px-3 max-[899px]:h-11">
        <CloudUpload size={16} aria-hidden className="text-accent" />
        <h2 className="flex-1 text-sm font-semibold">{formatCount(rows.length, "upload")}</h2>
        {isOver && (
          <Button look="quiet" onClick={() => uploadEngine.clear()}>
            Clear
          </Button>
        )}
        <IconButton
          label={isOpen ? "Show less" : "Show all"}
          icon={isOpen ? ChevronDown : ChevronUp}
          onClick={() => useTray.setState({ isOpen: !isOpen })}
        />
      </div>
      {isOpen && (
        <ul
          tabIndex={0}
          aria-label="Files"
          className="max-h-56 overflow-auto -outline-offset-2"
        >
          {rows.map((row) => (
            <TrayRow key={row.id} row={row} />
          ))}
        </ul>
      )}
    </section>
  );
}

function TrayRow({ row }: { row: UploadRow }) {
  const isRunning = ["waiting", "uploading", "verifying"].includes(row.phase);
  const isRetried = row.phase === "failed" || row.phase === "cancelled";
  return (
    <li className="flex min-h-11 items-center gap-3 border-t border-line px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <div className="flex flex-wrap items-center gap-x-3">
          <span className="min-w-0 flex-1 truncate text-sm font-medium">{row.file.name}</span>
          <JobStatus state={uploadState(row)} />
        </div>
        {(row.phase === "uploading" || row.phase === "verifying") && (
          <Progress
            label={`Sent of ${row.file.name}`}
            percent={(row.sentBytes / Math.max(1, row.file.size)) * 100}
          />
        )}
      </div>
      {isRetried && (
        <Button
          icon={RotateCw}
          aria-label={`Retry ${row.file.name}`}
          onClick={() => uploadEngine.retry(row.id)}
        >
          Retry
        </Button>
      )}
      {isRunning && row.phase !== "verifying" && (
        <IconButton
          label={`Cancel ${row.file.name}`}
          icon={X}
          onClick={() => uploadEngine.cancel(row.id)}
        />
      )}
    </li>
  );
}
