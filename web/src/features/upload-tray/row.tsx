// SPDX-License-Identifier: Apache-2.0
/** One upload of this window in the tray: how far it is, and what can be done with it. */
import { Pause, Play, RotateCw, X } from "lucide-react";

import { mayBeSound } from "@/lib/file-names";
import type { UploadRow } from "@/lib/upload-engine";
import { Button, IconButton } from "@/ui/button";
import { JobStatus } from "@/ui/job-status";
import { Progress } from "@/ui/progress";
import { Warnings } from "@/ui/warnings";

import { uploadEngine } from "./store";
import { percentOf, speedOf, uploadState } from "./words";

const WITH_BAR = new Set<UploadRow["phase"]>(["uploading", "paused", "verifying"]);

export function TrayRow({ row }: { row: UploadRow }) {
  return (
    <li className="flex min-h-11 items-center gap-2 border-t border-line px-3 py-1.5">
      <div className="flex min-w-0 flex-1 flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-x-3">
          <span className="min-w-0 flex-1 truncate text-sm font-medium">{row.file.name}</span>
          <span className="text-xs text-ink-3 max-[899px]:hidden">{speedOf(row)}</span>
          <JobStatus state={uploadState(row)} />
        </div>
        {WITH_BAR.has(row.phase) && (
          <Progress label={`Sent of ${row.file.name}`} percent={percentOf(row)} />
        )}
        <Warnings warnings={row.warnings} className="text-xs" />
      </div>
      <Actions row={row} />
    </li>
  );
}

/** What to do with a file that is no video but a sound in a file of videos. */
function SendAsAudio({ row: { id, file, code } }: { row: UploadRow }) {
  if (code !== "no_video" || !mayBeSound(file.name)) return null;
  return (
    <Button onClick={() => uploadEngine.sendTo(id, "music")}>
      Upload as audio
      <span className="sr-only"> {file.name}</span>
    </Button>
  );
}

function Actions({ row }: { row: UploadRow }) {
  const { id, phase, file, canRetry } = row;
  const cancel = (
    <IconButton label={`Cancel ${file.name}`} icon={X} onClick={() => uploadEngine.cancel(id)} />
  );
  const dismiss = (
    <IconButton label={`Dismiss ${file.name}`} icon={X} onClick={() => uploadEngine.clear(id)} />
  );
  switch (phase) {
    case "waiting":
      return cancel;
    case "uploading":
      return (
        <>
          <IconButton
            label={`Pause ${file.name}`}
            icon={Pause}
            onClick={() => uploadEngine.hold(id)}
          />
          {cancel}
        </>
      );
    case "paused":
      return (
        <>
          <IconButton
            label={`Resume ${file.name}`}
            icon={Play}
            onClick={() => uploadEngine.retry(id)}
          />
          {cancel}
        </>
      );
    case "failed":
    case "cancelled":
      return (
        <>
          {canRetry && (
            <Button icon={RotateCw} onClick={() => uploadEngine.retry(id)}>
              Retry
              <span className="sr-only"> {file.name}</span>
            </Button>
          )}
          <SendAsAudio row={row} />
          {dismiss}
        </>
      );
    case "duplicate":
      return (
        <>
          <Button onClick={() => uploadEngine.retry(id, true)}>
            Upload anyway
            <span className="sr-only"> {file.name}</span>
          </Button>
          {dismiss}
        </>
      );
    default:
      return null;
  }
}
