// SPDX-License-Identifier: Apache-2.0
/** The times of what is selected, or of the marked range, to be typed or set to the playhead. */
import { ImageUp } from "lucide-react";
import { useState } from "react";

import type { KeptRange, OverlayItem } from "@/features/drafts";
import { Picker, useUpload } from "@/features/media-picker";
import { frameAt, secondsAt, useView } from "@/timeline";
import { Button } from "@/ui/button";

import { partOf, playheadSeconds, useCuts } from "./edit-state";
import * as editing from "./editing";
import { editedLength, editedTime } from "./ranges";
import { TimeField } from "./time-field";
import { formatTenths } from "./times";

export function Details() {
  const { ranges, overlays, length } = useCuts();
  const selection = useView((state) => state.selection);
  const hasMarks = useView((state) => state.rangeIn !== null || state.rangeOut !== null);
  const part = partOf(selection);
  const range = part === null ? undefined : ranges[part];
  const overlay = overlays.find((one) => selection.includes(one.id));
  return (
    <div
      role="group"
      aria-label="Times"
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-panel px-3 py-1"
    >
      {overlay ? (
        <OverlayTimes overlay={overlay} />
      ) : range && part !== null && !hasMarks ? (
        <PartTimes range={range} index={part} count={ranges.length} />
      ) : (
        <MarkTimes />
      )}
      <span className="ml-auto text-sm text-ink-2">
        {formatTenths(editedLength(ranges))} of {formatTenths(length)} stays
      </span>
    </div>
  );
}

function Title({ children }: { children: string }) {
  return <span className="max-w-60 truncate text-sm font-medium">{children}</span>;
}

function MarkTimes() {
  const { rangeIn, rangeOut } = useView();
  const { rate, length } = useCuts();
  const secondsOf = (frame: number | null) => (frame === null ? null : secondsAt(frame, rate));
  const set = (side: "in" | "out") => (seconds: number) =>
    editing.setMark(side, frameAt(Math.min(length, Math.max(0, seconds)), rate));
  const isMarked = rangeIn !== null && rangeOut !== null;
  return (
    <>
      <Title>Range</Title>
      <TimeField label="In" value={secondsOf(rangeIn)} atPlayhead={playheadSeconds} onCommit={set("in")} />
      <TimeField label="Out" value={secondsOf(rangeOut)} atPlayhead={playheadSeconds} onCommit={set("out")} />
      {isMarked && (
        <>
          <Button className="min-[900px]:!h-7" onClick={editing.remove}>
            Delete range
          </Button>
          <Button look="quiet" className="min-[900px]:!h-7" onClick={editing.clearMarks}>
            Clear
          </Button>
        </>
      )}
    </>
  );
}

function PartTimes({ range, index, count }: { range: KeptRange; index: number; count: number }) {
  const move = (side: "start" | "end") => (seconds: number) => editing.moveEdge(index, side, seconds);
  return (
    <>
      <Title>{`Part ${index + 1} of ${count}`}</Title>
      <TimeField label="Start" value={range.start} atPlayhead={playheadSeconds} onCommit={move("start")} />
      <TimeField label="End" value={range.end} atPlayhead={playheadSeconds} onCommit={move("end")} />
      {count > 1 && (
        <Button className="min-[900px]:!h-7" onClick={editing.remove}>
          Delete part
        </Button>
      )}
    </>
  );
}

function OverlayTimes({ overlay }: { overlay: OverlayItem }) {
  const [isPicking, setPicking] = useState(false);
  const { ranges } = useCuts();
  const upload = useUpload(overlay.uploadId);
  const atPlayhead = () => editedTime(ranges, playheadSeconds());
  const trim = (side: "start" | "end") => (seconds: number) =>
    editing.trimOverlay(overlay.id, side, seconds);
  return (
    <>
      <Title>{upload.data?.name ?? "Image"}</Title>
      <TimeField label="Start" value={overlay.startSeconds} atPlayhead={atPlayhead} onCommit={trim("start")} />
      <TimeField label="End" value={overlay.endSeconds} atPlayhead={atPlayhead} onCommit={trim("end")} />
      <Button icon={ImageUp} className="min-[900px]:!h-7" onClick={() => setPicking(true)}>
        Change image
      </Button>
      <Button className="min-[900px]:!h-7" onClick={editing.remove}>
        Delete image
      </Button>
      {isPicking && (
        <Picker
          what="overlay"
          chosen={overlay.uploadId}
          onPick={(uploadId) => editing.changeOverlayImage(overlay.id, uploadId)}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}
