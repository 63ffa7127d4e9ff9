// SPDX-License-Identifier: Apache-2.0
/** A time that can be typed, or taken from the playhead. */
import { ArrowDownToLine } from "lucide-react";
import { useState } from "react";

import { sayRefusal } from "@/lib/status-line";
import { frameAt, parseTimecode, secondsAt } from "@/timeline";
import { IconButton } from "@/ui/button";

import { useEditing } from "./edit-state";
import { formatTenths } from "./times";

interface TimeFieldProps {
  label: string;
  /** In seconds; null when there is none yet. */
  value: number | null;
  /** The time under the playhead, in the same time as the value. */
  atPlayhead: () => number;
  onCommit: (seconds: number) => void;
}

export function TimeField({ label, value, atPlayhead, onCommit }: TimeFieldProps) {
  const [typed, setTyped] = useState<string | null>(null);
  const written = value === null ? "" : formatTenths(value);
  const commit = () => {
    if (typed !== null && typed.trim() !== "" && typed !== written) {
      const { rate } = useEditing.getState();
      const frame = parseTimecode(typed, rate, frameAt(value ?? 0, rate));
      if (frame === null || frame < 0) sayRefusal(`“${typed}” is no time: 1:23.5, 4.5 or 120f.`);
      else onCommit(secondsAt(frame, rate));
    }
    setTyped(null);
  };
  return (
    <div className="flex shrink-0 items-center">
      <label className="flex items-center gap-2 text-sm text-ink-2">
        {label}
        <input
          autoComplete="off"
          inputMode="decimal"
          placeholder="–:––.–"
          title="1:23.5, 4.5, 120f, or +1.5 from here"
          value={typed ?? written}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === "Enter") commit();
            if (event.key === "Escape") setTyped(null);
            const by = { ArrowUp: 0.1, ArrowDown: -0.1 }[event.key];
            if (by === undefined || value === null) return;
            event.preventDefault();
            onCommit(value + by * (event.shiftKey ? 10 : 1));
          }}
          className="h-7 w-20 rounded-control border border-line-strong bg-field px-2 font-mono text-ink max-[899px]:h-11"
        />
      </label>
      <IconButton
        label={`Set ${label.toLowerCase()} to playhead`}
        icon={ArrowDownToLine}
        className="min-[900px]:!size-7"
        onClick={() => onCommit(atPlayhead())}
      />
    </div>
  );
}
