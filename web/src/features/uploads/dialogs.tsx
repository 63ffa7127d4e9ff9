// SPDX-License-Identifier: Apache-2.0
/** The dialogs of one upload: rename and details here, texts and deletion beside. */
import { type ReactNode, useState } from "react";

import { formatDuration, formatMoment } from "@/lib/formats";
import { Waveform } from "@/media/derived";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";
import { Warnings } from "@/ui/warnings";

import { AudioTrackOf } from "./audio-track";
import { DeleteDialog } from "./delete-dialog";
import { type Upload, frameRateOf, sizeOf } from "./facts";
import { useTexts } from "./queries";
import { LONGEST_NAME, TextsForm } from "./texts-form";
import type { Opened } from "./upload-menu";
import { Usage } from "./usage";

interface DialogOfUpload {
  upload: Upload;
  onClose: () => void;
}

export function UploadDialog({ what, ...rest }: DialogOfUpload & { what: Opened }) {
  if (what === "rename") return <RenameDialog {...rest} />;
  return what === "delete" ? <DeleteDialog {...rest} /> : <DetailsDialog {...rest} />;
}

function RenameDialog({ upload, onClose }: DialogOfUpload) {
  const [name, setName] = useState(upload.name);
  const rename = useTexts();
  const renamed = () => {
    onClose();
    if (name === upload.name) return;
    showToast(`Renamed to ${name}`, {
      action: {
        label: "Undo",
        run: () => rename.mutate({ uploadId: upload.id, texts: { modifiedFilename: upload.name } }),
      },
    });
  };
  return (
    <Dialog title="Rename" size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate(
            { uploadId: upload.id, texts: { modifiedFilename: name } },
            { onSuccess: renamed },
          );
        }}
      >
        <TextField
          label="Name"
          required
          data-autofocus
          maxLength={LONGEST_NAME}
          value={name}
          onChange={setName}
          onFocus={(event) => event.target.select()}
        />
        {rename.error && <InlineError error={rename.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={rename.isPending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function DetailsDialog({ upload, onClose }: DialogOfUpload) {
  const isReadyVideo = upload.kind === "video" && upload.state === "ready";
  const rows: [string, ReactNode][] = [
    ["File", upload.originalFilename],
    ["Type", upload.contentType],
    ["Picture", upload.width && upload.height ? `${upload.width} × ${upload.height}` : ""],
    ["Frame rate", frameRateOf(upload)],
    ["Duration", upload.durationSeconds === null ? "" : formatDuration(upload.durationSeconds)],
    ["Size", sizeOf(upload)],
    ["Sound", isReadyVideo && <AudioTrackOf uploadId={upload.id} hasAudio={upload.hasAudio} />],
    ["Uploaded", formatMoment(upload.createdAt)],
    ["Refused", upload.rejection?.reason ?? ""],
  ];
  return (
    <Dialog title={upload.name} size="small" onClose={onClose}>
      {upload.kind === "audio" && upload.state === "ready" && <Waveform uploadId={upload.id} />}
      <Warnings warnings={upload.warnings} className="mb-4 text-sm" />
      <TextsForm upload={upload} onSaved={onClose} />
      <dl className="mt-4 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-t border-line pt-4 text-sm">
        {rows
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-ink-3">{name}</dt>
              <dd className="min-w-0 break-words">{value}</dd>
            </div>
          ))}
        <dt className="text-ink-3">Used in</dt>
        <dd className="min-w-0">
          <Usage upload={upload} />
        </dd>
      </dl>
    </Dialog>
  );
}
