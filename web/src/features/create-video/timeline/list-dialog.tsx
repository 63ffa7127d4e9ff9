// SPDX-License-Identifier: Apache-2.0
/** The timeline as a table: everything that dragging does, by typing. */
import { Trash2 } from "lucide-react";
import { useMemo, useState } from "react";

import {
  LANES,
  type PlacedItem,
  findItem,
  formatTimecode,
  frameRate,
  laneOf,
  lift,
  move,
  parseTimecode,
  placedItems,
  policyOf,
  seek,
  select,
  trim,
  useDocument,
} from "@/timeline";
import { IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";

import { attempt, attemptFollowed, sourceSecondsOf } from "../editing";
import { useStatus } from "@/lib/status-line";
import { uploadIdsOf, useUploadFacts } from "../uploads";
import { labelOf } from "./item-label";
import { KINDS } from "./kinds";

export function ListDialog({ onClose }: { onClose: () => void }) {
  const document = useDocument((state) => state.document);
  const ids = useMemo(() => uploadIdsOf(document), [document]);
  const uploads = useUploadFacts(ids);
  const status = useStatus();
  const rows = LANES.flatMap((lane) => placedItems(document, lane.name)).sort(
    (one, other) => one.start - other.start,
  );
  return (
    <Dialog title="Timeline as list" size="large" onClose={onClose}>
      {rows.length === 0 ? (
        <p className="text-ink-2">
          Nothing is on the timeline yet. Add something from the media bin.
        </p>
      ) : (
        <table className="w-full text-left text-sm">
          <thead className="text-xs text-ink-3">
            <tr>
              <th className="py-1 pr-3 font-medium">Name</th>
              <th className="py-1 pr-3 font-medium">Kind</th>
              <th className="py-1 pr-3 font-medium">Start</th>
              <th className="py-1 pr-3 font-medium">Length</th>
              <th className="py-1 font-medium">
                <span className="sr-only">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((placed) => (
              <Row
                key={placed.item.id}
                placed={placed}
                label={labelOf(placed.track, placed.item, uploads)}
              />
            ))}
          </tbody>
        </table>
      )}
      <p
        role="status"
        className={`mt-3 min-h-5 text-sm ${status.isRefusal ? "text-bad" : "text-ink-2"}`}
      >
        {status.text}
      </p>
    </Dialog>
  );
}

function Row({ placed, label }: { placed: PlacedItem; label: string }) {
  const rate = frameRate(useDocument((state) => state.document.output.fps));
  const { id } = placed.item;
  const setStart = (frame: number) => {
    const policy = policyOf(laneOf(placed.track).name);
    attemptFollowed("Move item", (one, locked) =>
      move(one, [id], frame - placed.start, policy, locked),
    );
  };
  const setLength = (frames: number) =>
    attempt("Trim end", (one) => {
      const found = findItem(one, id);
      const source = found && sourceSecondsOf(found.item);
      return trim(one, id, "end", placed.start + frames, source);
    });
  return (
    <tr className="border-t border-line">
      <td className="max-w-80 truncate py-1.5 pr-3 font-medium">
        <button
          type="button"
          className="min-h-6 max-w-full truncate hover:underline"
          onClick={() => {
            select([id]);
            seek(placed.start);
          }}
        >
          {label}
        </button>
      </td>
      <td className="pr-3 text-ink-2">{KINDS[placed.track]}</td>
      <td className="pr-3">
        <TimeField
          label={`Start of ${label}`}
          frame={placed.start}
          read={(text) => parseTimecode(text, rate, placed.start)}
          write={(frame) => formatTimecode(frame, rate)}
          onChange={setStart}
        />
      </td>
      <td className="pr-3">
        <TimeField
          label={`Length of ${label}`}
          frame={placed.end - placed.start}
          read={(text) => parseTimecode(text, rate, placed.end - placed.start)}
          write={(frame) => formatTimecode(frame, rate)}
          onChange={setLength}
        />
      </td>
      <td>
        <IconButton
          label={`Delete ${label}`}
          icon={Trash2}
          onClick={() => attempt("Delete 1 item", (one) => lift(one, [id]))}
        />
      </td>
    </tr>
  );
}

interface TimeFieldProps {
  label: string;
  frame: number;
  read: (text: string) => number | null;
  write: (frame: number) => string;
  onChange: (frame: number) => void;
}

function TimeField({ label, frame, read, write, onChange }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const value = typed ?? write(frame);
  const isWrong = typed !== null && read(typed) === null;
  const commit = () => {
    const wanted = typed === null ? null : read(typed);
    if (wanted !== null && wanted !== frame) onChange(wanted);
    setTyped(null);
  };
  return (
    <input
      aria-label={label}
      aria-invalid={isWrong || undefined}
      value={value}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
      className="h-7 w-32 rounded-control border border-line-strong bg-field px-2 font-mono text-xs aria-invalid:border-bad"
    />
  );
}
