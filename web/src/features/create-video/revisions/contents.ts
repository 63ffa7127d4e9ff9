// SPDX-License-Identifier: Apache-2.0
/** Says what is in a revision, and how it differs from what is open, in words. */
import { formatCount, formatDuration } from "@/lib/formats";
import {
  type Timeline,
  TRACK_NAMES,
  type TrackName,
  changesBetween,
  endOf,
  frameRate,
  framesPerSecond,
} from "@/timeline";

import { KINDS } from "../timeline/kinds";

/** Kinds whose plural is not made by an s. */
const MANY: Partial<Record<TrackName, string>> = {
  narration: "pieces of narration",
  audioSegments: "pieces of music",
};

function counted(track: TrackName, count: number): string {
  if (count === 1 && MANY[track]) return KINDS[track];
  return MANY[track] ? `${count} ${MANY[track]}` : formatCount(count, KINDS[track]);
}

/** Returns what is in a timeline: `2 videos, 1 title · 00:12`. */
export function contentsOf(timeline: Timeline): string {
  const kinds = TRACK_NAMES.filter((track) => timeline[track].length > 0).map((track) =>
    counted(track, timeline[track].length),
  );
  if (kinds.length === 0) return "An empty timeline";
  const seconds = endOf(timeline) / framesPerSecond(frameRate(timeline.output.fps));
  return `${kinds.join(", ")} · ${formatDuration(seconds)}`;
}

/** Returns what restoring a timeline does to the one that is open. */
export function differenceOf(open: Timeline, earlier: Timeline): string {
  const changes = changesBetween(open, earlier);
  const items = changes.filter((one) => one.track !== undefined);
  const back = items.filter((one) => one.before === undefined).length;
  const gone = items.filter((one) => one.after === undefined).length;
  const other = items.length - back - gone;
  const said = [
    back && `brings ${formatCount(back, "item")} back`,
    gone && `takes ${formatCount(gone, "item")} away`,
    other && `changes ${formatCount(other, "item")}`,
    changes.length > items.length && "changes settings",
  ].filter(Boolean);
  if (said.length === 0) return "This is what is open now.";
  return `Restoring it ${said.join(", ")}.`;
}
