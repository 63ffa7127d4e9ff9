// SPDX-License-Identifier: Apache-2.0
/** Chooses the file that takes the place of another one on the timeline. */
import { useState } from "react";

import type { Asset, AssetGroup } from "@/api/assets";
import { formatDuration } from "@/lib/formats";
import { useDelayed } from "@/lib/use-delayed";
import type { NewSource, PlacedItem, TrackName } from "@/timeline";
import { Dialog } from "@/ui/dialog";
import { PagedList } from "@/ui/paged-list";
import { SearchField } from "@/ui/search-field";
import { Skeleton } from "@/ui/skeleton";

import { useAssets } from "../media-bin/assets";

interface Choice {
  group: AssetGroup;
  noun: string;
  imageRole?: string;
}

const CHOICES: Partial<Record<TrackName, Choice>> = {
  clips: { group: "videos", noun: "video" },
  videoOverlays: { group: "videos", noun: "video" },
  stills: { group: "images", noun: "image" },
  videoOverlayStills: { group: "images", noun: "freeze frame", imageRole: "freeze_frame" },
  graphics: { group: "graphics", noun: "graphic" },
  lowerThirds: { group: "images", noun: "lower third", imageRole: "lower_third" },
  logos: { group: "logos", noun: "logo" },
  narration: { group: "narration", noun: "narration" },
  audioSegments: { group: "music", noun: "music" },
};

function choiceOf({ track, item }: PlacedItem): Choice {
  if ("hold" in item && item.hold) return { group: "videos", noun: "video" };
  return CHOICES[track] ?? { group: "images", noun: "image" };
}

interface RelinkDialogProps {
  placed: PlacedItem;
  title: string;
  /** The name of the file that is replaced, as far as it is known. */
  name?: string;
  /** Puts a file in the place; returns why that is refused, or null. */
  onChoose: (file: NewSource) => string | null;
  onClose: () => void;
}

export function RelinkDialog({ placed, title, name, onChoose, onClose }: RelinkDialogProps) {
  const choice = choiceOf(placed);
  const [typed, setTyped] = useState("");
  const [words, setWords] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  useDelayed(typed, setWords);
  return (
    <Dialog title={title} onClose={onClose} isBare>
      <div className="border-b border-line p-4">
        <p className="mb-3 text-sm text-ink-2">
          It takes the place wherever this timeline uses {name ? `“${name}”` : "the old file"}.
        </p>
        <SearchField
          hasFirstFocus
          value={typed}
          onChange={(value) => {
            setTyped(value);
            setRefusal(null);
          }}
          label="Search files"
        />
        {refusal && (
          <p role="alert" className="mt-3 rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
            {refusal}
          </p>
        )}
      </div>
      <div className="h-[min(360px,50dvh)] overflow-y-auto p-4">
        <Files
          choice={choice}
          words={words}
          onPick={(file) => {
            const refused = onChoose(file);
            setRefusal(refused);
            if (refused === null) onClose();
          }}
        />
      </div>
    </Dialog>
  );
}

interface FilesProps {
  choice: Choice;
  words: string;
  onPick: (file: Asset) => void;
}

function Files({ choice: { group, noun, imageRole }, words, onPick }: FilesProps) {
  const nothing = <p className="text-ink-2">There is no such {noun}.</p>;
  const assets = useAssets(group, { words, order: "newest", onlyFavorites: false });
  const fits = (one: Asset) =>
    one.state === "ready" && !one.sourceDeletedAt && (!imageRole || one.imageRole === imageRole);
  return (
    <PagedList
      query={assets}
      failure="The files could not be loaded"
      loading={<Skeleton className="h-12" />}
      empty={nothing}
    >
      {(items) => {
        const files = items.filter(fits);
        if (files.length === 0 && !assets.hasNextPage) return nothing;
        return (
          <ul className="flex flex-col gap-1">
            {files.map((file) => (
              <File key={file.id} file={file} onPick={() => onPick(file)} />
            ))}
          </ul>
        );
      }}
    </PagedList>
  );
}

function File({ file, onPick }: { file: Asset; onPick: () => void }) {
  return (
    <li>
      <button
        type="button"
        onClick={onPick}
        className="flex h-11 w-full items-center gap-3 rounded-control border border-line px-3 text-left hover:border-accent"
      >
        <span className="min-w-0 flex-1 truncate">{file.name}</span>
        <span className="text-sm text-ink-3">
          {file.durationSeconds === null ? "" : formatDuration(file.durationSeconds)}
        </span>
      </button>
    </li>
  );
}
