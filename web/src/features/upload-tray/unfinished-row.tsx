// SPDX-License-Identifier: Apache-2.0
/** An upload that was interrupted: it goes on when the same file is chosen again. */
import { FolderOpen, X } from "lucide-react";

import { formatBytes } from "@/lib/formats";
import { IconButton } from "@/ui/button";
import { FileButton } from "@/ui/file-button";
import { showToast } from "@/ui/toast";

import { uploadEngine } from "./store";
import { type UnfinishedUpload, useDiscard } from "./unfinished";

const TARGETS = { video: "video", image: "image", logo: "logo", audio: "music" } as const;

export function UnfinishedRow({ upload }: { upload: UnfinishedUpload }) {
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
      <FileButton icon={FolderOpen} label={`File ${name}`} onFiles={([file]) => goOn(file)}>
        <span>
          Choose file
          <span className="sr-only"> {name}</span>
        </span>
      </FileButton>
      <IconButton
        label={`Discard ${name}`}
        icon={X}
        onClick={() => discard.mutate(upload.uploadId)}
      />
    </li>
  );
}
