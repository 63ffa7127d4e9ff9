// SPDX-License-Identifier: Apache-2.0
/** What can be put on the timeline, by kind. Videos are raw uploads only, never exports. */
import { Film, Image, type LucideIcon, Mic, Music, Stamp, Type } from "lucide-react";
import { useState } from "react";

import type { AssetGroup, AssetView } from "@/api/assets";
import { cx } from "@/ui/cx";

import { BinTools, EVERYTHING } from "./bin-tools";
import { RecordButton, RunningRecording } from "../recording/recorder";
import { DropFiles } from "./drop-files";
import { Titles } from "./titles";
import { UploadList } from "./upload-list";
import type { UploadTarget } from "@/lib/upload-engine";

interface Tab {
  name: string;
  icon: LucideIcon;
  noun: string;
  /** What it lists, and for which list the files are meant that are dropped on it. */
  media?: { group: AssetGroup; target: UploadTarget };
}

const TABS: Tab[] = [
  { name: "Video", icon: Film, noun: "video", media: { group: "videos", target: "video" } },
  { name: "Images", icon: Image, noun: "image", media: { group: "images", target: "image" } },
  { name: "Titles", icon: Type, noun: "title" },
  { name: "Logos", icon: Stamp, noun: "logo", media: { group: "logos", target: "logo" } },
  { name: "Music", icon: Music, noun: "audio file", media: { group: "music", target: "music" } },
  {
    name: "Narration",
    icon: Mic,
    noun: "narration",
    media: { group: "narration", target: "narration" },
  },
];

const LOWER_THIRD = (
  <span>
    Drop a lower third, or <span className="text-accent">choose a PNG</span>
  </span>
);

export function MediaBin() {
  const [index, setIndex] = useState(0);
  const [view, setView] = useState<AssetView>(EVERYTHING);
  const tab = TABS[index] ?? (TABS[0] as Tab);
  return (
    <section aria-label="Media" className="flex min-h-0 flex-col border-r border-line bg-panel">
      <div
        role="tablist"
        aria-label="Kinds of media"
        className="flex h-10 shrink-0 items-stretch gap-0.5 border-b border-line px-2"
      >
        {TABS.map((one, at) => (
          <TabButton
            key={one.name}
            tab={one}
            isChosen={at === index}
            onChoose={() => setIndex(at)}
            onMove={(by) => setIndex((at + by + TABS.length) % TABS.length)}
          />
        ))}
      </div>
      <RunningRecording />
      <div role="tabpanel" aria-label={tab.name} className="flex min-h-0 flex-1 flex-col">
        {tab.media ? (
          <>
            <BinTools noun={tab.noun} view={view} onChange={setView} />
            {tab.media.group === "narration" && <RecordButton />}
            <DropFiles target={tab.media.target}>
              <UploadList group={tab.media.group} noun={tab.noun} view={view} />
            </DropFiles>
          </>
        ) : (
          <DropFiles target="lower_third" words={LOWER_THIRD}>
            <Titles />
          </DropFiles>
        )}
      </div>
    </section>
  );
}

interface TabButtonProps {
  tab: Tab;
  isChosen: boolean;
  onChoose: () => void;
  onMove: (by: number) => void;
}

function TabButton({ tab, isChosen, onChoose, onMove }: TabButtonProps) {
  const Icon = tab.icon;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={isChosen}
      aria-label={tab.name}
      title={tab.name}
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
      onKeyDown={(event) => {
        const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
        if (!by) return;
        onMove(by);
        const next = by > 0 ? "nextElementSibling" : "previousElementSibling";
        (event.currentTarget[next] as HTMLElement | null)?.focus();
      }}
      className={cx(
        "flex h-full min-w-8 items-center justify-center gap-1.5 border-b-2 px-1.5 text-sm font-medium",
        "focus-visible:-outline-offset-2",
        isChosen ? "border-accent text-ink" : "border-transparent text-ink-2 hover:text-ink",
      )}
    >
      <Icon size={16} aria-hidden className="shrink-0" />
      {isChosen && tab.name}
    </button>
  );
}
