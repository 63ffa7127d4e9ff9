// SPDX-License-Identifier: Apache-2.0
/** Takes files for the library: dropped on the media bin, or chosen. */
import { Upload as UploadIcon } from "lucide-react";
import { type ReactNode, useState } from "react";

import { uploadFiles } from "@/features/upload-tray";
import { ACCEPTED_FILES } from "@/lib/file-names";
import type { UploadTarget } from "@/lib/upload-engine";
import { cx } from "@/ui/cx";
import { useFileChooser } from "@/ui/file-button";
import { showToast } from "@/ui/toast";

function send(files: File[], target: UploadTarget): void {
  const refused = uploadFiles(files, target);
  if (refused.length > 0) {
    showToast(`${refused.join(", ")}: only videos, audio and images can be used`, { tone: "bad" });
  }
}

interface DropFilesProps {
  /** The list for which the files are meant. */
  target: UploadTarget;
  /** What the button says; by default that files can be dropped or chosen. */
  words?: ReactNode;
  children: ReactNode;
}

export function DropFiles({ target, words, children }: DropFilesProps) {
  const [isOver, setOver] = useState(false);
  const { choose, input } = useFileChooser({
    label: "Files for this timeline",
    accept: ACCEPTED_FILES,
    isMultiple: true,
    onFiles: (files) => send(files, target),
  });
  return (
    <div
      className="flex min-h-0 flex-1 flex-col"
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        setOver(false);
        if (event.dataTransfer.files.length === 0) return;
        event.preventDefault();
        send([...event.dataTransfer.files], target);
      }}
    >
      <div className="flex min-h-0 flex-1 flex-col overflow-y-auto border-b border-line">{children}</div>
      <button
        type="button"
        onClick={choose}
        className={cx(
          "m-3 flex h-10 shrink-0 items-center justify-center gap-1.5 rounded-control border border-dashed text-xs short:m-2 short:h-8",
          isOver ? "border-accent bg-accent-soft" : "border-line-strong text-ink-2 hover:bg-hover",
        )}
      >
        <UploadIcon size={14} aria-hidden />
        {words ?? (
          <span>
            Drop files, or <span className="text-accent">choose files</span>
          </span>
        )}
      </button>
      {input}
    </div>
  );
}
