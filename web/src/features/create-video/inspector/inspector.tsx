// SPDX-License-Identifier: Apache-2.0
/** The settings of what is selected, or without a selection those of the project. */
import { useMemo, useRef } from "react";

import {
  CLASS_NAMES,
  type Item,
  type PlacedItem,
  type TrackName,
  isSame,
  placedByIds,
  update,
  useDocument,
  useView,
} from "@/timeline";
import { FieldList, type Values } from "@/ui/field-list";

import { attempt, sourceSecondsOf } from "../editing";
import { labelOf } from "../timeline/item-label";
import { KINDS } from "../timeline/kinds";
import { uploadIdsOf, useUploadFacts } from "../uploads";
import { fieldsOf, shownFields } from "./fields";
import { FreezeFrame } from "./freeze-frame";
import { TIMELINE_PARTS } from "./parts";
import { useFaults, useProblems, useWantedFocus } from "./problems";
import { ProjectSettings } from "./project-settings";
import { Source } from "./source";
import { withSourceLimits } from "./source-limits";
import { Timing } from "./timing";
import { TitleForm } from "./title-form";
import { Unrendered, dividedFields } from "./unrendered";

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
  const section = useRef<HTMLElement>(null);
  useWantedFocus(section);
  return (
    <section
      ref={section}
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
      {first && tracks.size === 1 && (
        // Another selection begins anew: nothing typed or said of an item is left for the next one.
        <ItemSettings key={selection.join()} items={items} track={first.track} />
      )}
    </section>
  );
}

function ItemSettings({ items, track }: { items: PlacedItem[]; track: TrackName }) {
  const document = useDocument((state) => state.document);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  const fields = fieldsOf(CLASS_NAMES[track]);
  const { offered, unrendered } = dividedFields(
    fields,
    track,
    items.map((one) => one.item),
  );
  const keys = fields.map((field) => field.key);
  const [first] = items;
  const ids = items.map((one) => one.item.id);
  const faults = useFaults(track);
  const problems = new Map([...useProblems(items, keys, uploads), ...faults.found]);
  if (!first) return null;
  const values = commonValues(items.map((one) => one.item));
  const title = items.length > 1 ? `${items.length} items` : labelOf(track, first.item, uploads);
  const change = (key: string, value: unknown) => {
    if (faults.check(key, value)) return;
    attempt(
      `Set ${(fields.find((one) => one.key === key)?.title ?? key).toLowerCase()}`,
      (one) => ids.reduce((result, id) => update(result, id, { [key]: value }), one),
      { mergeKey: `inspect/${ids.join()}/${key}` },
    );
  };
  return (
    <>
      <header className="flex h-10 items-center gap-2 border-b border-line px-3">
        <h2 className="truncate font-semibold">{title}</h2>
        <span className="shrink-0 text-ink-2">{KINDS[track]}</span>
      </header>
      {problems.has("") && <p className="px-3 py-2 text-xs text-bad">{problems.get("")}</p>}
      {items.length === 1 && <Source placed={first} uploads={uploads} />}
      <Unrendered fields={unrendered} onChange={change} />
      {track === "screenTitles" ? (
        <TitleForm items={items} problems={problems} isWrong={faults.check} />
      ) : (
        <>
          {items.length === 1 && <Timing placed={first} problems={problems} />}
          {track === "clips" && items.length === 1 && <FreezeFrame placed={first} />}
          <FieldList
            source={TIMELINE_PARTS}
            fields={withSourceLimits(shownFields(track, offered, values, problems), items, document, sourceSecondsOf)}
            values={values}
            problems={problems}
            onChange={change}
          />
        </>
      )}
    </>
  );
}
