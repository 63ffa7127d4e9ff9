// SPDX-License-Identifier: Apache-2.0
/** Uploads a file from within the dialog, which then returns it. */
import { Upload as UploadIcon } from "lucide-react";
import { useEffect, useState } from "react";

import { uploadEngine, uploadState, useUploadRows } from "@/features/upload-tray";
import { Button } from "@/ui/button";
import { FileButton } from "@/ui/file-button";
import { JobStatus } from "@/ui/job-status";

import type { Pickable } from "./kinds";

interface UploadHereProps {
  pickable: Pickable;
  /** Called when the file can be used. */
  onReady: (uploadId: number) => void;
}

export function UploadHere({ pickable, onReady }: UploadHereProps) {
  const [file, setFile] = useState<File | null>(null);
  const row = useUploadRows(({ rows }) => rows.findLast((one) => one.file === file));
  const isReady = row?.phase === "ready";
  const uploadId = row?.uploadId;
  useEffect(() => {
    if (!isReady || uploadId === undefined) return;
    setFile(null);
    onReady(uploadId);
  }, [isReady, uploadId, onReady]);
  const send = (chosen: File | undefined) => {
    if (!chosen) return;
    setFile(chosen);
    uploadEngine.add([{ file: chosen, target: pickable.target }]);
  };
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-3">
      <FileButton
        icon={UploadIcon}
        label={`File of a new ${pickable.noun}`}
        accept={pickable.accept}
        onFiles={([chosen]) => send(chosen)}
      >
        Upload new
      </FileButton>
      {row && row.phase !== "ready" ? (
        <span role="status" className="flex min-w-0 items-center gap-2 text-sm">
          <span className="truncate">{row.file.name}</span>
          <JobStatus state={uploadState(row)} />
        </span>
      ) : (
        <span className="text-sm text-ink-3">{pickable.types}</span>
      )}
      {row?.phase === "duplicate" && (
        <Button look="quiet" onClick={() => uploadEngine.retry(row.id, true)}>
          Upload anyway
        </Button>
      )}
      {row?.phase === "failed" && row.canRetry && (
        <Button look="quiet" onClick={() => uploadEngine.retry(row.id)}>
          Retry
        </Button>
      )}
    </div>
  );
}
