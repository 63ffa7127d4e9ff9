// SPDX-License-Identifier: Apache-2.0
/** An upload that was interrupted: it goes on when the same file is chosen again. */
import { FolderOpen, X } from "lucide-react";
import { useId } from "react";

import { formatBytes } from "@/lib/formats";
import { IconButton, buttonClass } from "@/ui/button";
import { showToast } from "@/ui/toast";

import { uploadEngine } from "./store";
import { type UnfinishedUpload, useDiscard } from "./unfinished";

const TARGETS = { video: "video", image: "image", logo: "logo", audio: "music" } as const;

export function UnfinishedRow({ upload }: { upload: UnfinishedUpload }) {
  const id = useId();
  const discard = useDiscard();
  const name = upload.originalFilename;
  const goOn = (file: File | undefined) => {
    if (!file) return;
    if (file.size !== upload.sizeBytes) {
      showToast(`${file.name} is another file: it has ${formatBytes(file.size)}`, { tone: "bad" });
      return;
    }
    uploadEngine.add([{ file, target: TARGETS[upload.kind] }]);
  };
  return (
    <li className="flex min-h-11 items-center gap-2 border-t border-line px-3 py-1.5">
      <div className="min-w-0 flex-1">
        <p className="truncate text-sm font-medium">{name}</p>
        <p className="text-xs text-ink-2">
          Interrupted. Choose the same file to go on; what was sent is kept.
        </p>
      </div>
      <input
        id={id}
        type="file"
        className="peer sr-only"
        onChange={(event) => goOn(event.target.files?.[0])}
      />
      <label
        htmlFor={id}
        className={buttonClass("outline", "cursor-pointer peer-focus-visible:outline-2")}
      >
        <FolderOpen size={16} aria-hidden />
        Choose file
        <span className="sr-only"> {name}</span>
      </label>
      <IconButton
        label={`Discard ${name}`}
        icon={X}
        onClick={() => discard.mutate(upload.uploadId)}
      />
    </li>
  );
}
