// SPDX-License-Identifier: Apache-2.0
/** The settings of what is selected, or without a selection those of the project. */
import { Snowflake } from "lucide-react";
import { useMemo } from "react";

import { useResolved } from "@/media/preview";
import {
  CLASS_NAMES,
  type Item,
  type PlacedItem,
  type TrackName,
  formatTimecode,
  frameRate,
  insert,
  isSame,
  move,
  newItem,
  parseTimecode,
  placedByIds,
  secondsAt,
  split,
  trim,
  update,
  useDocument,
  useView,
} from "@/timeline";
import { Button } from "@/ui/button";
import { FieldList, Group, type Values } from "@/ui/field-list";

import { attempt, sourceSecondsOf } from "../editing";
import { sayRefusal } from "@/lib/status-line";
import { labelOf } from "../timeline/item-label";
import { KINDS } from "../timeline/kinds";
import { type UploadFacts, uploadIdsOf, useUploadFacts, withUploadNames } from "../uploads";
import { fieldsOf } from "./fields";
import { TIMELINE_PARTS } from "./parts";
import { ProjectSettings } from "./project-settings";
import { Source } from "./source";
import { TimeField } from "./time-field";
import { TitlePresets } from "./title-presets";

/** Returns the values that all items have; what differs is missing. */
function commonValues(items: Item[]): Values {
  const [first, ...others] = items as unknown as Values[];
  if (!first) return {};
  return Object.fromEntries(
    Object.entries(first).filter(([key, value]) => others.every((one) => isSame(one[key], value))),
  );
}

export function Inspector() {
  const document = useDocument((state) => state.document);
  const selection = useView((state) => state.selection);
  const items = placedByIds(document, selection);
  const tracks = new Set(items.map((one) => one.track));
  const [first] = items;
  return (
    <section
      aria-label="Inspector"
      className="min-h-0 overflow-y-auto border-l border-line bg-panel text-sm"
    >
      {!first && <ProjectSettings />}
      {first && tracks.size > 1 && (
        <p className="p-3 text-ink-2">
          {items.length} items of several kinds are selected. Select items of one kind to change
          them together.
        </p>
      )}
      {first && tracks.size === 1 && <ItemSettings items={items} track={first.track} />}
    </section>
  );
}

function ItemSettings({ items, track }: { items: PlacedItem[]; track: TrackName }) {
  const document = useDocument((state) => state.document);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  const [first] = items;
  const ids = items.map((one) => one.item.id);
  const problems = useProblems(ids, uploads);
  if (!first) return null;
  const title = items.length > 1 ? `${items.length} items` : labelOf(track, first.item, uploads);
  const change = (key: string, value: unknown) =>
    attempt(
      `Set ${key.replace(/([A-Z])/g, " $1").toLowerCase()}`,
      (one) => ids.reduce((result, id) => update(result, id, { [key]: value }), one),
      { mergeKey: `inspect/${ids.join()}/${key}` },
    );
  return (
    <>
      <header className="flex h-10 items-center gap-2 border-b border-line px-3">
        <h2 className="truncate font-semibold">{title}</h2>
        <span className="shrink-0 text-ink-2">{KINDS[track]}</span>
      </header>
      {problems.has("") && <p className="px-3 py-2 text-xs text-bad">{problems.get("")}</p>}
      {items.length === 1 && <Source key={first.item.id} placed={first} uploads={uploads} />}
      {items.length === 1 && <Timing placed={first} />}
      {track === "clips" && items.length === 1 && <FreezeFrame placed={first} />}
      {track === "screenTitles" && (
        <TitlePresets onChoose={(preset) => change("presetSnapshot", preset)} />
      )}
      <FieldList
        source={TIMELINE_PARTS}
        fields={fieldsOf(CLASS_NAMES[track])}
        values={commonValues(items.map((one) => one.item))}
        problems={problems}
        onChange={change}
      />
    </>
  );
}

/** Returns the problems of items by the steps of their pointers below the item. */
function useProblems(ids: string[], uploads: UploadFacts): Map<string, string> {
  const resolved = useResolved((state) => state.resolved);
  const found = new Map<string, string>();
  for (const one of resolved?.problems ?? []) {
    if (one.itemId === null || !ids.includes(one.itemId)) continue;
    const path = one.pointer.split("/").slice(4).join("/");
    // The upload has no control of its own: what is wrong with it is said of the item.
    found.set(path === "uploadId" ? "" : path, withUploadNames(one.detail, uploads));
  }
  return found;
}

function Timing({ placed }: { placed: PlacedItem }) {
  const rate = frameRate(useDocument((state) => state.document.output.fps));
  const { id } = placed.item;
  const read = (text: string, from: number) => {
    const frame = parseTimecode(text, rate, from);
    if (frame === null) sayRefusal("This is no time: write 00:00:19:12, 4.5 or +12f.");
    return frame;
  };
  const start = (text: string) => {
    const frame = read(text, placed.start);
    if (frame === null) return;
    attempt("Set start", (one) => move(one, [id], Math.max(0, frame) - placed.start, "refuse"));
  };
  const end = (frame: number) =>
    attempt("Set length", (one) => trim(one, id, "end", frame, sourceSecondsOf(placed.item)));
  return (
    <Group title="Timing">
      <TimeField label="Start" value={formatTimecode(placed.start, rate)} onCommit={start} />
      <TimeField
        label="Length"
        value={formatTimecode(placed.end - placed.start, rate)}
        onCommit={(text) => {
          const frames = read(text, placed.end - placed.start);
          if (frames !== null) end(placed.start + Math.max(1, frames));
        }}
      />
    </Group>
  );
}

const FREEZE_SECONDS = 2;

/** Holds the picture at the playhead: the clip is split there, and a still put between. */
function FreezeFrame({ placed }: { placed: PlacedItem }) {
  const freeze = () => {
    const { document } = useDocument.getState();
    const { playhead } = useView.getState();
    const rate = frameRate(document.output.fps);
    if (!("sourceStartSeconds" in placed.item) || !("speedPct" in placed.item)) return;
    if (playhead < placed.start || playhead >= placed.end) {
      sayRefusal("Put the playhead on the clip first.");
      return;
    }
    const speed = (placed.item.speedPct ?? 100) / 100;
    const sourceSeconds =
      placed.item.sourceStartSeconds + secondsAt(playhead - placed.start, rate) * speed;
    const still = newItem("stills", {
      hold: { uploadId: placed.item.uploadId, sourceSeconds },
      sourceClipId: placed.item.id,
      startSeconds: 0,
      endSeconds: FREEZE_SECONDS,
    });
    attempt("Freeze frame", (one) =>
      insert(
        playhead > placed.start ? split(one, playhead, [placed.item.id]) : one,
        "stills",
        still,
        playhead,
        "push",
      ),
    );
  };
  return (
    <div className="border-b border-line px-3 py-2">
      <Button icon={Snowflake} onClick={freeze}>
        Freeze frame at playhead
      </Button>
    </div>
  );
}
