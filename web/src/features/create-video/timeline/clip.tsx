// SPDX-License-Identifier: Apache-2.0
/** One item on its lane. */
import { FileWarning, Gauge, type LucideIcon, Snowflake, VolumeX } from "lucide-react";
import { memo } from "react";

import { type LaneName, type PlacedItem, select, useView } from "@/timeline";
import { isFocusKept } from "@/lib/focus-keeping";
import { cx } from "@/ui/cx";

import type { Upload } from "../uploads";
import { ClipCanvas } from "./clip-canvas";
import { Fades } from "./fades";
import { badgesOf } from "./item-label";
import { LANE_LOOKS } from "./measures";
import { dragEdge, dragItems } from "./moving";

interface ClipProps {
  placed: PlacedItem;
  lane: LaneName;
  label: string;
  spokenName: string;
  pixelsPerFrame: number;
  isSelected: boolean;
  isTabStop: boolean;
  isLocked: boolean;
  isMissing: boolean;
  upload: Upload | undefined;
  /** The part of it that is painted, in frames of the timeline. */
  paintedFrom: number;
  paintedTo: number;
}

function press(event: React.PointerEvent, placed: PlacedItem, isLocked: boolean): void {
  if (event.button !== 0) return;
  const { selection } = useView.getState();
  const { id } = placed.item;
  const isMore = event.shiftKey || event.ctrlKey || event.metaKey;
  const isIn = selection.includes(id);
  if (isMore) select(isIn ? selection.filter((one) => one !== id) : [...selection, id]);
  else if (!isIn) select([id]);
  if (!isLocked) dragItems(event, placed, () => !isMore && select([id]));
}

export const Clip = memo(function Clip({
  placed,
  lane,
  label,
  spokenName,
  pixelsPerFrame,
  isSelected,
  isTabStop,
  isLocked,
  isMissing,
  upload,
  paintedFrom,
  paintedTo,
}: ClipProps) {
  const look = LANE_LOOKS[lane];
  const width = (placed.end - placed.start) * pixelsPerFrame;
  return (
    <div
      role="option"
      aria-selected={isSelected}
      aria-label={isMissing ? `${spokenName}, its file is missing` : spokenName}
      tabIndex={isTabStop ? 0 : -1}
      data-item={placed.item.id}
      data-label={label}
      title={isMissing ? `${label}: its file is missing` : label}
      onPointerDown={(event) => press(event, placed, isLocked)}
      onFocus={() => {
        const isChosen = useView.getState().selection.includes(placed.item.id);
        if (!isChosen && !isFocusKept()) select([placed.item.id]);
      }}
      style={{ transform: `translateX(${placed.start * pixelsPerFrame}px)`, width }}
      className={cx(
        "group absolute inset-y-0.5 left-0 cursor-grab touch-none overflow-hidden rounded-clip border text-white",
        "outline-none data-dragged:z-10 data-dragged:opacity-80 data-dragged:shadow-panel",
        "data-[dragged=refused]:border-bad data-[dragged=refused]:bg-bad-strong forced-colors:border-[CanvasText]",
        isMissing ? "border-dashed border-bad bg-bad-strong" : cx(look.fill, look.edge),
        isSelected && "z-[5] border-accent ring-2 ring-accent",
        isLocked && "cursor-not-allowed opacity-70",
      )}
    >
      {upload && !isMissing && (
        <ClipCanvas
          placed={placed}
          upload={upload}
          height={look.height}
          pixelsPerFrame={pixelsPerFrame}
          from={paintedFrom}
          to={paintedTo}
        />
      )}
      <div
        className={cx(
          "relative flex items-center gap-1 px-1.5 text-2xs font-medium",
          look.height > 32 ? "h-4" : "h-full",
        )}
      >
        {width > 28 && (
          <>
            {isMissing ? (
              <FileWarning size={12} aria-hidden className="shrink-0" />
            ) : (
              <look.icon size={12} aria-hidden className="shrink-0" />
            )}
            <span className="truncate">{label}</span>
            {width > 110 && <Badges placed={placed} />}
          </>
        )}
      </div>
      {!isLocked && width > 18 && (
        <>
          <Handle placed={placed} edge="start" isSelected={isSelected} />
          <Handle placed={placed} edge="end" isSelected={isSelected} />
        </>
      )}
      <Fades
        placed={placed}
        width={width}
        pixelsPerFrame={pixelsPerFrame}
        isSelected={isSelected}
        isLocked={isLocked}
      />
    </div>
  );
});

const BADGE_ICONS = { muted: VolumeX, speed: Gauge };

/** What is special about an item; its name says that it is a freeze frame. */
function Badges({ placed }: { placed: PlacedItem }) {
  const isHeld = "hold" in placed.item && placed.item.hold;
  return (
    <>
      {isHeld && <Badge icon={Snowflake} />}
      {badgesOf(placed).map(({ kind, words }) => (
        <Badge key={kind} icon={BADGE_ICONS[kind]} words={words} />
      ))}
    </>
  );
}

function Badge({ icon: Icon, words = "" }: { icon: LucideIcon; words?: string }) {
  // The space keeps the words apart from those before for what reads them one after the other.
  return (
    <>
      {" "}
      <span className="flex shrink-0 items-center gap-0.5 rounded-clip bg-black/50 px-1 text-2xs">
        <Icon size={11} aria-hidden />
        {words}
      </span>
    </>
  );
}

interface HandleProps {
  placed: PlacedItem;
  edge: "start" | "end";
  isSelected: boolean;
}

function Handle({ placed, edge, isSelected }: HandleProps) {
  return (
    <span
      aria-hidden
      data-handle={edge}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.stopPropagation();
        select([placed.item.id]);
        dragEdge(event, placed, edge);
      }}
      className={cx(
        "absolute inset-y-0 flex cursor-ew-resize touch-none items-center",
        isSelected ? "w-3" : "w-2.5",
        edge === "start" ? "left-0 justify-start" : "right-0 justify-end",
      )}
    >
      <span
        className={cx(
          "h-full w-1.5 bg-accent opacity-0 group-hover:opacity-60",
          isSelected && "opacity-100 group-hover:opacity-100",
        )}
      />
    </span>
  );
}
