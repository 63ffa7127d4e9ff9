// SPDX-License-Identifier: Apache-2.0
/** The dialog in which one of the own uploads is chosen, or a new one is uploaded. */
import { Check, Pause, Play } from "lucide-react";
import { useState } from "react";

import { formatDuration } from "@/lib/formats";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { SearchField } from "@/ui/search-field";
import { Skeleton } from "@/ui/skeleton";
import { found as foundByWords } from "@/lib/word-search";

import { type Audition, useAudition } from "./audition";
import { PICKABLE, type Pickable, type PickableName, type Upload } from "./kinds";
import { usePickable } from "./queries";
import { UploadHere } from "./upload-here";

interface PickerProps {
  what: PickableName;
  /** The id of the upload that is chosen now. */
  chosen?: number;
  onPick: (uploadId: number) => void;
  onClose: () => void;
}

export function Picker({ what, chosen, onPick, onClose }: PickerProps) {
  const pickable: Pickable = PICKABLE[what];
  const [words, setWords] = useState("");
  const pick = (uploadId: number) => {
    onPick(uploadId);
    onClose();
  };
  return (
    <Dialog title={`Choose ${article(pickable.noun)}`} onClose={onClose} isBare>
      <div className="border-b border-line p-4">
        <SearchField value={words} onChange={setWords} label={`Search ${pickable.plural}`} />
      </div>
      <div className="h-[min(420px,50dvh)] overflow-y-auto p-4">
        <Uploads pickable={pickable} words={words} chosen={chosen} onPick={pick} />
      </div>
      <div className="border-t border-line p-4">
        <UploadHere pickable={pickable} onReady={pick} />
      </div>
    </Dialog>
  );
}

function article(noun: string): string {
  if (noun === "music") return noun;
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

interface UploadsProps {
  pickable: Pickable;
  words: string;
  chosen: number | undefined;
  onPick: (uploadId: number) => void;
}

function Uploads({ pickable, words, chosen, onPick }: UploadsProps) {
  const uploads = usePickable(pickable);
  const audition = useAudition();
  if (uploads.isPending) return <Loading isAudio={pickable.kind === "audio"} />;
  if (uploads.error) {
    return (
      <ErrorState
        title={`The ${pickable.plural} could not be loaded`}
        error={uploads.error}
        onRetry={() => uploads.refetch()}
      />
    );
  }
  if (uploads.data.length === 0) {
    return (
      <EmptyState icon={pickable.icon} title={`No ${pickable.plural} yet`}>
        Upload a file below, and it is chosen as soon as it is there.
      </EmptyState>
    );
  }
  const found = foundByWords(uploads.data, words, (one) => one.name);
  if (found.length === 0) return <p className="text-ink-2">Nothing has this name.</p>;
  const isAudio = pickable.kind === "audio";
  return (
    <ul
      aria-label={pickable.plural}
      onKeyDown={(event) => moveFocus(event, isAudio)}
      className={isAudio ? "flex flex-col gap-1" : "grid grid-cols-3 gap-3 max-[599px]:grid-cols-2"}
    >
      {found.map((upload) =>
        isAudio ? (
          <Sound key={upload.id} {...{ upload, chosen, onPick, audition }} />
        ) : (
          <Picture key={upload.id} {...{ upload, chosen, onPick }} />
        ),
      )}
    </ul>
  );
}

function Loading({ isAudio }: { isAudio: boolean }) {
  return (
    <div
      role="status"
      aria-label="Loading"
      className={isAudio ? "flex flex-col gap-1" : "grid grid-cols-3 gap-3"}
    >
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className={isAudio ? "h-12" : "h-28"} />
      ))}
    </div>
  );
}

/** Moves between what can be picked by arrow keys. */
function moveFocus(event: React.KeyboardEvent<HTMLUListElement>, isAudio: boolean): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-pick]")];
  const at = rows.indexOf(event.target as HTMLElement);
  const top = rows[0]?.getBoundingClientRect().top;
  const columns = isAudio
    ? 1
    : rows.filter((row) => row.getBoundingClientRect().top === top).length;
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[event.key];
  if (at < 0 || by === undefined) return;
  event.preventDefault();
  rows[at + by]?.focus();
}

interface RowProps {
  upload: Upload;
  chosen: number | undefined;
  onPick: (uploadId: number) => void;
}

function Picture({ upload, chosen, onPick }: RowProps) {
  const isChosen = upload.id === chosen;
  const isReady = upload.state === "ready";
  return (
    <li className="min-w-0">
      <button
        type="button"
        data-pick
        aria-pressed={isChosen}
        aria-disabled={!isReady || undefined}
        onClick={() => isReady && onPick(upload.id)}
        className={cx(
          "block w-full overflow-hidden rounded-control border text-left hover:border-accent",
          isChosen ? "border-accent" : "border-line-strong",
        )}
      >
        <span className="relative block aspect-video bg-lane">
          {upload.thumbUrl && (
            <img
              src={upload.thumbUrl}
              alt=""
              loading="lazy"
              className="absolute inset-0 size-full object-contain"
            />
          )}
          {isChosen && (
            <span className="absolute top-1 right-1 grid size-6 place-content-center rounded-full bg-accent-strong text-white">
              <Check size={14} aria-hidden />
            </span>
          )}
        </span>
        <span className="block truncate px-2 py-1.5 text-sm">{upload.name}</span>
      </button>
    </li>
  );
}

function Sound({ upload, chosen, onPick, audition }: RowProps & { audition: Audition }) {
  const isPlaying = audition.playing === upload.id;
  const isReady = upload.state === "ready";
  return (
    <li
      className={cx(
        "flex items-center gap-1 rounded-control border pr-3 hover:bg-hover",
        upload.id === chosen ? "border-accent bg-accent-soft" : "border-transparent",
      )}
    >
      <IconButton
        label={`${isPlaying ? "Stop" : "Listen to"} ${upload.name}`}
        icon={isPlaying ? Pause : Play}
        className="m-2"
        onClick={() => (isPlaying ? audition.stop() : audition.play(upload.id))}
      />
      <button
        type="button"
        data-pick
        aria-pressed={upload.id === chosen}
        aria-disabled={!isReady || undefined}
        title="Arrow keys move; what is being listened to follows"
        onFocus={() => audition.moveTo(upload.id)}
        onClick={() => isReady && onPick(upload.id)}
        className="flex h-12 min-w-0 flex-1 items-center gap-3 text-left"
      >
        <span className="min-w-0 flex-1 truncate">{upload.name}</span>
        <span className="text-sm text-ink-3">
          {upload.durationSeconds === null ? "" : formatDuration(upload.durationSeconds)}
        </span>
        {upload.id === chosen && <Check size={16} aria-hidden className="text-accent" />}
      </button>
    </li>
  );
}
