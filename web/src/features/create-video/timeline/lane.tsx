// SPDX-License-Identifier: Apache-2.0
/** One lane: its head, and the items that are in the visible part. */
import { Eye, EyeOff, Lock, LockOpen } from "lucide-react";
import { type ReactNode, memo, useMemo } from "react";

import {
  type Lane as LaneRow,
  type LaneName,
  type PlacedItem,
  type ViewState,
  frameRate,
  placedItems,
  select,
  useDocument,
  useView,
} from "@/timeline";
import { cx } from "@/ui/cx";

import type { UploadFacts } from "../uploads";
import { Clip } from "./clip";
import { type DropHandlers } from "./dropping-uploads";
import { labelOf, spokenName, uploadIdOf } from "./item-label";
import { HEAD_WIDTH, LANE_LOOKS } from "./measures";

interface LaneProps {
  lane: LaneRow;
  /** The visible part, in frames. */
  from: number;
  to: number;
  uploads: UploadFacts;
  drop: DropHandlers;
  /** What is said in it while the timeline is empty. */
  emptyWords?: string;
}

function useLaneItems({ name, tracks }: LaneRow): PlacedItem[] {
  const fps = useDocument((state) => state.document.output.fps);
  const first = useDocument((state) => state.document[tracks[0] as "clips"]);
  const second = useDocument((state) => state.document[(tracks[1] ?? tracks[0]) as "stills"]);
  return useMemo(
    () => placedItems(useDocument.getState().document, name),
    // The rows of the lane's tracks are what its items are made of.
    [name, fps, first, second],
  );
}

export const Lane = memo(function Lane(props: LaneProps) {
  const { lane, from, to, uploads, drop, emptyWords } = props;
  const { name, title } = lane;
  const look = LANE_LOOKS[name];
  const items = useLaneItems(lane);
  const selection = useView((state) => state.selection);
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const isLocked = useView((state) => state.lockedLanes.includes(name));
  const isHidden = useView((state) => state.hiddenLanes.includes(name));
  const fps = useDocument((state) => state.document.output.fps);
  const rate = frameRate(fps);
  if (items.length === 0 && !look.isAlwaysShown) return null;

  const visible = items.filter((one) => one.end > from && one.start < to);
  const stop = visible.find((one) => selection.includes(one.item.id)) ?? visible[0];
  const list =
    visible.length > 0
      ? { role: "listbox", "aria-orientation": "horizontal" as const, "aria-multiselectable": true }
      : { role: "group" };
  return (
    <div className="flex border-b border-line" style={{ height: look.height + 1 }}>
      <LaneHead lane={lane} />
      <div
        {...list}
        aria-label={`${title} track`}
        data-lane={name}
        className={cx("relative min-w-0 flex-1 bg-lane", isHidden && "opacity-40")}
        onPointerDown={(event) => event.target === event.currentTarget && select([])}
        {...drop.on(name)}
      >
        {emptyWords && (
          <p className="pointer-events-none absolute inset-y-0 left-4 flex items-center text-sm text-ink-3">
            {emptyWords}
          </p>
        )}
        {visible.map((placed) => {
          const label = labelOf(placed.track, placed.item, uploads);
          const id = uploadIdOf(placed.item);
          return (
            <Clip
              key={placed.item.id}
              placed={placed}
              lane={name}
              label={label}
              spokenName={spokenName(label, placed, rate)}
              pixelsPerFrame={pixelsPerFrame}
              isSelected={selection.includes(placed.item.id)}
              isTabStop={placed === stop}
              isLocked={isLocked}
              isMissing={id !== null && uploads.missing.has(id)}
              upload={id === null ? undefined : uploads.byId.get(id)}
              paintedFrom={Math.max(placed.start, from)}
              paintedTo={Math.min(placed.end, to)}
            />
          );
        })}
      </div>
    </div>
  );
});

function LaneHead({ lane }: { lane: LaneRow }) {
  const look = LANE_LOOKS[lane.name];
  const Icon = look.icon;
  return (
    <div
      className="sticky left-0 z-30 flex shrink-0 items-center gap-1.5 border-r border-line bg-panel pl-2.5 pr-1.5 text-xs"
      style={{ width: HEAD_WIDTH }}
    >
      <span aria-hidden className={cx("h-4 w-1 rounded-full", look.mark)} />
      <Icon size={14} aria-hidden className="shrink-0 text-ink-2" />
      <span className="min-w-0 flex-1 truncate font-medium">{lane.title}</span>
      {look.isHeard && (
        <>
          <LetterToggle lane={lane} of="mutedLanes" letter="M" words="Mute in the preview" />
          <LetterToggle lane={lane} of="soloLanes" letter="S" words="Solo in the preview" />
        </>
      )}
      {look.isSeen && !look.isHeard && (
        <IconToggle
          lane={lane}
          of="hiddenLanes"
          icons={[Eye, EyeOff]}
          words="Hide in the preview"
        />
      )}
      <IconToggle lane={lane} of="lockedLanes" icons={[LockOpen, Lock]} words="Lock" />
    </div>
  );
}

type LaneList = "hiddenLanes" | "mutedLanes" | "soloLanes" | "lockedLanes";

function toggleLane(of: LaneList, name: LaneName): void {
  const now = useView.getState()[of];
  const next = now.includes(name) ? now.filter((one) => one !== name) : [...now, name];
  useView.setState({ [of]: next } as Partial<ViewState>);
}

interface ToggleProps {
  lane: LaneRow;
  of: LaneList;
  words: string;
}

interface FrameProps extends ToggleProps {
  /** How it looks while it is on, and while it is off. */
  looks: [on: string, off: string];
  children: (isOn: boolean) => ReactNode;
}

function Toggle({ lane, of, words, looks: [on, off], children }: FrameProps) {
  const isOn = useView((state) => state[of].includes(lane.name));
  return (
    <button
      type="button"
      aria-pressed={isOn}
      aria-label={`${words}: ${lane.title}`}
      title={words}
      onClick={() => toggleLane(of, lane.name)}
      className={cx("grid size-6 shrink-0 place-content-center rounded-clip", isOn ? on : off)}
    >
      {children(isOn)}
    </button>
  );
}

const LETTER_LOOKS: FrameProps["looks"] = [
  "border text-2xs font-semibold border-warn text-warn",
  "border text-2xs font-semibold border-line text-ink-2 hover:bg-hover",
];
const ICON_LOOKS: FrameProps["looks"] = ["hover:bg-hover text-warn", "hover:bg-hover text-ink-3"];

function LetterToggle({ letter, ...toggle }: ToggleProps & { letter: string }) {
  return (
    <Toggle {...toggle} looks={LETTER_LOOKS}>
      {() => letter}
    </Toggle>
  );
}

function IconToggle({ icons, ...toggle }: ToggleProps & { icons: [typeof Eye, typeof Eye] }) {
  return (
    <Toggle {...toggle} looks={ICON_LOOKS}>
      {(isOn) => {
        const Icon = icons[isOn ? 1 : 0];
        return <Icon size={14} aria-hidden />;
      }}
    </Toggle>
  );
}
