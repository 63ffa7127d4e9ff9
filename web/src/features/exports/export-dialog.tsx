// SPDX-License-Identifier: Apache-2.0
/** The dialog of an export: plays it, says how far it is packaged, and leads on to publishing. */
import { useNavigate } from "@tanstack/react-router";
import { Download, Package, Send, Trash2 } from "lucide-react";
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { formatBytes, formatDuration, formatMoment } from "@/lib/formats";
import { Player } from "@/media/player";
import { Button, buttonClass } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Poster } from "@/ui/poster";

import { DeleteDialog } from "./delete-dialog";
import { hlsButtons } from "./hls";
import { OpenTimeline } from "./open-timeline";
import { type Export, hlsStatusQuery, usePrepareExport } from "./queries";
import { StatusLine } from "./status-line";

interface ExportDialogProps {
  export: Export;
  onClose: () => void;
}

export function ExportDialog({ export: shown, onClose }: ExportDialogProps) {
  return (
    <Dialog
      title={shown.name}
      size="large"
      isBare
      onClose={onClose}
      actions={
        shown.fileUrl && (
          <a href={shown.fileUrl} download={`${shown.name}.mp4`} className={buttonClass("quiet")}>
            <Download size={16} aria-hidden />
            Download
          </a>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] min-[900px]:grid-cols-[minmax(0,768px)_minmax(248px,1fr)]">
        {shown.fileUrl ? (
          <Player
            title={shown.name}
            fileUrl={shown.fileUrl}
            posterUrl={shown.thumbUrl}
            className="aspect-video max-h-[60dvh] w-full min-[900px]:h-[432px] min-[900px]:max-h-none"
          />
        ) : (
          <Poster url={shown.thumbUrl} className="aspect-video w-full" />
        )}
        <div className="flex flex-col gap-4 p-6">
          <Facts export={shown} />
          <Lifecycle export={shown} onClose={onClose} />
        </div>
      </div>
    </Dialog>
  );
}

function Facts({ export: shown }: { export: Export }) {
  const video = [
    shown.width && shown.height ? `${shown.width}×${shown.height}` : null,
    shown.fps ? `${shown.fps} fps` : null,
    shown.durationSeconds !== null ? formatDuration(shown.durationSeconds) : null,
  ];
  const facts: [string, string][] = [
    ["Project", shown.projectName ?? (shown.projectId ? "Untitled" : "Deleted")],
    ["Video", video.filter(Boolean).join(" · ")],
    ["Size", shown.sizeBytes === null ? "Unknown" : formatBytes(shown.sizeBytes)],
    ["Exported", formatMoment(shown.createdAt)],
  ];
  return (
    <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2.5 border-b border-line pb-4 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 text-right font-medium break-words">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Lifecycle({ export: shown, onClose }: ExportDialogProps) {
  const navigate = useNavigate();
  const [isDeleting, setDeleting] = useState(false);
  const status = useQuery(hlsStatusQuery(shown.id));
  const prepare = usePrepareExport(shown.id);
  const buttons = hlsButtons(status.data);
  const publish = () =>
    void navigate({
      to: "/publish" as never,
      search: { production: String(status.data?.productionId) } as never,
    });
  return (
    <>
      <StatusLine status={status.data} error={status.error} />
      {prepare.error && <InlineError error={prepare.error} />}
      <div className="mt-auto flex flex-col gap-2">
        <OpenTimeline projectId={shown.projectId} />
        <Button
          look="primary"
          icon={Package}
          isBusy={prepare.isPending}
          whyDisabled={buttons.whyNoPrep}
          onClick={() => prepare.mutate()}
        >
          {buttons.prepLabel}
        </Button>
        <Button look="primary" icon={Send} whyDisabled={buttons.whyNoPublish} onClick={publish}>
          Publish
        </Button>
        <Button look="danger" icon={Trash2} onClick={() => setDeleting(true)}>
          Delete
        </Button>
      </div>
      {isDeleting && (
        <DeleteDialog
          export={shown}
          onClose={() => setDeleting(false)}
          onDeleted={() => {
            setDeleting(false);
            onClose();
          }}
        />
      )}
    </>
  );
}
