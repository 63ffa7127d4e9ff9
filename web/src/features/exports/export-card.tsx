// SPDX-License-Identifier: Apache-2.0
/** The card of an export. */
import { useNavigate } from "@tanstack/react-router";
import { Download, MoreVertical, Pencil, Play, Radio, Scissors, Settings } from "lucide-react";
import { useState } from "react";

import { messageOf } from "@/api/error";
import { useQuery } from "@/api/use-query";
import { download } from "@/lib/downloading";
import { formatBytes, formatDay } from "@/lib/formats";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem } from "@/ui/menu";
import { Poster } from "@/ui/poster";
import { showToast } from "@/ui/toast";

import { type HlsState, isChanging } from "./hls";
import { HlsChip } from "./hls-chip";
import { useOpenTimeline } from "./open-timeline";
import { type Export, hlsStatusQuery, useSendToHls } from "./queries";
import { RenameDialog } from "./rename-dialog";

interface ExportCardProps {
  export: Export;
  onOpen: () => void;
}

export function ExportCard({ export: shown, onOpen }: ExportCardProps) {
  const [isRenaming, setRenaming] = useState(false);
  const state = useHlsState(shown);
  const about = [
    shown.projectName === shown.name ? null : shown.projectName,
    shown.sizeBytes === null ? null : formatBytes(shown.sizeBytes),
    formatDay(shown.createdAt),
  ];
  return (
    <li className="flex flex-col overflow-hidden rounded-panel border border-line bg-panel hover:border-line-strong">
      <button
        type="button"
        onClick={onOpen}
        className="group relative block -outline-offset-2"
      >
        <span className="sr-only">Open {shown.name}</span>
        <Poster
          url={shown.thumbUrl}
          duration={shown.durationSeconds}
          className="aspect-video w-full"
        />
        <span className="absolute inset-0 grid place-content-center bg-black/40 text-white opacity-0 transition-opacity group-hover:opacity-100 group-focus-visible:opacity-100">
          <Play size={32} aria-hidden />
        </span>
      </button>
      <div className="flex flex-1 flex-col gap-1 p-3">
        <h2 className="truncate font-medium" title={shown.name}>
          {shown.name}
        </h2>
        <p className="truncate text-xs text-ink-3">{about.filter(Boolean).join(" · ")}</p>
        {shown.description && (
          <p className="line-clamp-2 text-xs text-ink-2">{shown.description}</p>
        )}
        <div className="mt-auto flex items-center justify-between gap-2 pt-2">
          <HlsChip state={state} className="min-w-0" />
          <span className="-mr-1 flex shrink-0">
            <IconButton label={`Settings of ${shown.name}`} icon={Settings} onClick={onOpen} />
            <CardMenu export={shown} onRename={() => setRenaming(true)} />
          </span>
        </div>
      </div>
      {isRenaming && <RenameDialog export={shown} onClose={() => setRenaming(false)} />}
    </li>
  );
}

/**
 * Returns how far an export is. The list hears of a preparation a moment later than the status, so
 * the status is asked for as long as one of both says that it changes.
 */
function useHlsState(shown: Export): HlsState {
  const listed = shown.hlsState ?? "not_ready";
  const { data } = useQuery({
    ...hlsStatusQuery(shown.id),
    enabled: (query) => isChanging(listed) || isChanging(query.state.data?.state),
  });
  return data && data.state !== "not_ready" ? data.state : listed;
}

function CardMenu({ export: shown, onRename }: { export: Export; onRename: () => void }) {
  const navigate = useNavigate();
  const openTimeline = useOpenTimeline();
  const send = useSendToHls();
  const sendToHls = () =>
    send.mutate(shown.id, {
      onSuccess: ({ production }) =>
        void navigate({
          to: "/productions" as never,
          search: { id: String(production.id) } as never,
        }),
      onError: (error) => showToast(messageOf(error), { tone: "bad" }),
    });
  return (
    <Menu trigger={<IconButton label={`More of ${shown.name}`} icon={MoreVertical} />}>
      <MenuItem
        icon={Scissors}
        disabled={shown.projectId === null}
        onSelect={() => shown.projectId !== null && openTimeline(shown.projectId)}
      >
        Open Timeline
      </MenuItem>
      <MenuItem icon={Radio} onSelect={sendToHls}>
        Send to HLS
      </MenuItem>
      <MenuItem
        icon={Download}
        disabled={!shown.fileUrl}
        onSelect={() => shown.fileUrl && download(shown.fileUrl, `${shown.name}.mp4`)}
      >
        Download
      </MenuItem>
      <MenuItem icon={Pencil} onSelect={onRename}>
        Rename
      </MenuItem>
    </Menu>
  );
}
