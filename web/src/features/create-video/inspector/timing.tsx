// SPDX-License-Identifier: Apache-2.0
/** Where an item begins on the timeline and how long it is. */
import {
  type PlacedItem,
  formatTimecode,
  frameRate,
  move,
  parseTimecode,
  trim,
  trimLimits,
  useDocument,
  useView,
} from "@/timeline";
import { Group } from "@/ui/field-list";

import { refusalOf, sourceSecondsOf } from "../editing";
import { TimeField } from "./time-field";

interface TimingProps {
  placed: PlacedItem;
  /** What is wrong with the fields, by their paths. */
  problems: ReadonlyMap<string, string>;
}

export function Timing(props: TimingProps) {
  return (
    <Group title="Timing">
      <TimeFields {...props} />
    </Group>
  );
}

/** The start and the length of an item. */
export function TimeFields({ placed, problems }: TimingProps) {
  const rate = frameRate(useDocument((state) => state.document.output.fps));
  const { id } = placed.item;
  const read = (text: string, from: number, put: (frame: number) => string | null) => {
    const frame = parseTimecode(text, rate, from);
    return frame === null
      ? `“${text.trim()}” is no time: write 00:00:19:12, 4.5 or +12f.`
      : put(frame);
  };
  const start = (frame: number) => {
    const refusal = refusalOf("Set start", (one) =>
      move(one, [id], Math.max(0, frame) - placed.start, "refuse", useView.getState().lockedLanes),
    );
    return refusal ?? (frame < 0 ? "Nothing begins before the timeline." : null);
  };
  const length = (frames: number) => {
    const source = sourceSecondsOf(placed.item);
    const document = useDocument.getState().document;
    const { first, last } = trimLimits(document, id, "end", source);
    const end = placed.start + frames;
    const refusal = refusalOf("Set length", (one) => trim(one, id, "end", end, source));
    if (refusal !== null) return refusal;
    if (end < first) return "This is the least length.";
    const { last: untilNext } = trimLimits(document, id, "end");
    if (end <= last) return null;
    return last < untilNext
      ? "This is the most: the file ends there."
      : "This is the most: the next item begins there.";
  };
  return (
    <>
      <TimeField
        label="Start"
        path="startSeconds"
        problem={problems.get("startSeconds")}
        value={formatTimecode(placed.start, rate)}
        onCommit={(text) => read(text, placed.start, start)}
      />
      <TimeField
        label="Length"
        path="endSeconds"
        problem={problems.get("endSeconds")}
        value={formatTimecode(placed.end - placed.start, rate)}
        onCommit={(text) => read(text, placed.end - placed.start, length)}
      />
    </>
  );
}
