// SPDX-License-Identifier: Apache-2.0
/** What can be put on the timeline, by kind. Videos are raw uploads only, never exports. */
import { Film, Image, type LucideIcon, Mic, Music, Search, Stamp, Type } from "lucide-react";
import { useState } from "react";

import { cx } from "@/ui/cx";

import { DropFiles } from "./drop-files";
import { Titles } from "./titles";
import { UploadList } from "./upload-list";
import type { Upload, UploadKind } from "../uploads";

interface Tab {
  name: string;
  icon: LucideIcon;
  noun: string;
  kind?: UploadKind;
  holds?: (upload: Upload) => boolean;
}

const TABS: Tab[] = [
  { name: "Video", icon: Film, noun: "video", kind: "video" },
  { name: "Images", icon: Image, noun: "image", kind: "image" },
  { name: "Titles", icon: Type, noun: "title" },
  { name: "Logos", icon: Stamp, noun: "logo", kind: "logo" },
  {
    name: "Music",
    icon: Music,
    noun: "audio file",
    kind: "audio",
    holds: (one) => one.audioRole !== "narration",
  },
  {
    name: "Narration",
    icon: Mic,
    noun: "narration",
    kind: "audio",
    holds: (one) => one.audioRole === "narration",
  },
];

export function MediaBin() {
  const [index, setIndex] = useState(0);
  const [search, setSearch] = useState("");
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
      <div role="tabpanel" aria-label={tab.name} className="flex min-h-0 flex-1 flex-col">
        {tab.kind ? (
          <>
            <label className="m-3 mb-2 flex h-8 shrink-0 items-center gap-2 rounded-control border border-line-strong bg-canvas px-2">
              <Search size={14} aria-hidden className="text-ink-3" />
              <input
                type="search"
                aria-label={`Search ${tab.noun}s`}
                placeholder={`Search ${tab.noun}s`}
                value={search}
                onChange={(event) => setSearch(event.target.value)}
                className="min-w-0 flex-1 bg-transparent text-sm outline-none placeholder:text-ink-3"
              />
            </label>
            <DropFiles kind={tab.kind}>
              <UploadList kind={tab.kind} noun={tab.noun} search={search} holds={tab.holds} />
            </DropFiles>
          </>
        ) : (
          <Titles />
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
      <Icon size={16} aria-hidden />
      {isChosen && tab.name}
    </button>
  );
}
