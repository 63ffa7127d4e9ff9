// SPDX-License-Identifier: Apache-2.0
/** Where an item begins on the timeline and how long it is. */
import { sayRefusal } from "@/lib/status-line";
import {
  type PlacedItem,
  formatTimecode,
  frameRate,
  move,
  parseTimecode,
  trim,
  useDocument,
} from "@/timeline";
import { Group } from "@/ui/field-list";

import { attempt, sourceSecondsOf } from "../editing";
import { TimeField } from "./time-field";

interface TimingProps {
  placed: PlacedItem;
  /** What is wrong with the fields, by their paths. */
  problems: ReadonlyMap<string, string>;
}

export function Timing({ placed, problems }: TimingProps) {
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
      <TimeField
        label="Start"
        path="startSeconds"
        problem={problems.get("startSeconds")}
        value={formatTimecode(placed.start, rate)}
        onCommit={start}
      />
      <TimeField
        label="Length"
        path="endSeconds"
        problem={problems.get("endSeconds")}
        value={formatTimecode(placed.end - placed.start, rate)}
        onCommit={(text) => {
          const frames = read(text, placed.end - placed.start);
          if (frames !== null) end(placed.start + Math.max(1, frames));
        }}
      />
    </Group>
  );
}
