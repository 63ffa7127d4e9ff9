// SPDX-License-Identifier: Apache-2.0
/** The spaces a production can be published into, in groups, with what is there now. */
import { useState } from "react";

import { SearchField } from "@/ui/search-field";

import { GROUPS, type GroupName, type Row, groupOf } from "./rows";
import { GROUP_ICONS } from "./space-icon";
import { SpaceRow } from "./space-row";

interface SpaceListProps {
  rows: Row[];
  isDisabled: boolean;
  onChoose: (spaceId: number, isChosen: boolean) => void;
  onRetry: (spaceId: number) => void;
}

export function SpaceList({ rows, isDisabled, onChoose, onRetry }: SpaceListProps) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const shown = rows.filter((row) => row.space.name.toLowerCase().includes(wanted));
  return (
    <section
      aria-labelledby="spaces"
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <div className="flex items-center gap-3 p-4">
        <h2 id="spaces" className="flex-1 text-lg font-semibold">
          Spaces
        </h2>
        <SearchField
          label="Search spaces"
          value={text}
          onChange={setText}
          className="w-56 max-w-[60%]"
        />
      </div>
      <fieldset disabled={isDisabled} className="min-w-0">
        <legend className="sr-only">Spaces to publish into</legend>
        {GROUPS.map((name) => (
          <Group
            key={name}
            name={name}
            rows={shown.filter((row) => groupOf(row.space) === name)}
            onChoose={onChoose}
            onRetry={onRetry}
          />
        ))}
      </fieldset>
      {shown.length === 0 && (
        <p className="border-t border-line p-8 text-center text-ink-2">No space is called this.</p>
      )}
    </section>
  );
}

interface GroupProps {
  name: GroupName;
  rows: Row[];
  onChoose: SpaceListProps["onChoose"];
  onRetry: SpaceListProps["onRetry"];
}

function Group({ name, rows, onChoose, onRetry }: GroupProps) {
  if (rows.length === 0) return null;
  const Icon = GROUP_ICONS[name];
  return (
    <div role="group" aria-label={name}>
      <div className="flex h-8 items-center gap-2 border-y border-line bg-raised px-4 text-xs font-medium text-ink-2 last:border-b-0">
        <Icon size={14} aria-hidden />
        <span className="flex-1">{name}</span>
        <span className="text-ink-3">{rows.length}</span>
      </div>
      {rows.map((row) => (
        <SpaceRow key={row.space.id} row={row} onChoose={onChoose} onRetry={onRetry} />
      ))}
    </div>
  );
}
