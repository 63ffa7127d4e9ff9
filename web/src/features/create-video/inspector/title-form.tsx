// SPDX-License-Identifier: Apache-2.0
/** The settings of titles as one form: the text, its look, its place and time, and the rest. */
import type { ReactNode } from "react";

import { type Item, type Part, type PlacedItem, isSame, update } from "@/timeline";
import { FieldControl, Group } from "@/ui/field-list";

import { attempt } from "../editing";
import { fieldsOf } from "./fields";
import { TIMELINE_PARTS } from "./parts";
import { TimeFields } from "./timing";
import { type LookField, lookFields, lookValue, withLookValue, withPreset } from "./title-look";
import { TitlePresets } from "./title-presets";

type Title = Part<"ScreenTitle">;

interface TitleFormProps {
  items: PlacedItem[];
  /** What is wrong, by the paths of fields. */
  problems: ReadonlyMap<string, string>;
  /** Returns whether a field may not have a value, which is then said. */
  isWrong: (key: string, value: unknown) => boolean;
}

export function TitleForm({ items, problems, isWrong }: TitleFormProps) {
  const titles = items.map((one) => one.item as Title);
  const [first] = items;
  const texts = titles.some((one) => (one.instances ?? []).length > 0);
  const { main, place, more } = lookFields(texts);
  const change = (key: string, title: string, changed: (one: Title) => Partial<Title>) => {
    if (titles.some((one) => Object.entries(changed(one)).some(([name, value]) => isWrong(name, value)))) return;
    const ids = titles.map((one) => one.id);
    attempt(
      `Set ${title.toLowerCase()}`,
      (document) => titles.reduce((result, one) => update(result, one.id, changed(one)), document),
      { mergeKey: `inspect/${ids.join()}/${key}` },
    );
  };
  const look = (fields: LookField[]) =>
    fields.map((one) => <LookRow key={one.field.key} look={one} {...{ titles, problems, change }} />);
  const own = (key: "text" | "instances") => (
    <OwnRow name={key} {...{ titles, problems, change }} />
  );
  return (
    <>
      <Group title="Text">{own(texts ? "instances" : "text")}</Group>
      <Group title="Look">
        <TitlePresets
          chosen={commonOf(titles, (one) => one.presetSnapshot?.name) as string | undefined}
          onChoose={(preset) => change("presetSnapshot", "look", (one) => withPreset(one, preset))}
        />
        {look(main)}
      </Group>
      <Group title="Place and time">
        {look(place)}
        {first && items.length === 1 && <TimeFields placed={first} problems={problems} />}
      </Group>
      <Group title="More" isFolded>
        {look(more)}
        {!texts && own("instances")}
      </Group>
    </>
  );
}

interface RowProps {
  titles: Title[];
  problems: ReadonlyMap<string, string>;
  change: (key: string, title: string, changed: (one: Title) => Partial<Title>) => void;
}

/** Returns what all titles have, or nothing where they differ. */
function commonOf(titles: Title[], valueOf: (one: Title) => unknown): unknown {
  const [value, ...others] = titles.map(valueOf);
  return others.every((one) => isSame(one, value)) ? value : undefined;
}

function OwnRow({ name, titles, problems, change }: RowProps & { name: "text" | "instances" }): ReactNode {
  const field = fieldsOf("ScreenTitle").find(({ key }) => key === name);
  if (!field) return null;
  return (
    <FieldControl
      source={TIMELINE_PARTS}
      field={field}
      value={commonOf(titles, (one) => one[name])}
      problems={problems}
      path={name}
      onChange={(value) => change(name, field.title, () => ({ [name]: value }) as Partial<Item> as Partial<Title>)}
    />
  );
}

/** A field of the look, which a problem of either part leads to. */
function LookRow({ look, titles, problems, change }: RowProps & { look: LookField }) {
  const { field, part } = look;
  const path = `${part}/${field.key}`;
  const ofPreset = `presetSnapshot/${field.key}`;
  const problem = problems.get(path) ?? problems.get(ofPreset);
  return (
    <div data-field={ofPreset}>
      <FieldControl
        source={TIMELINE_PARTS}
        field={field}
        value={commonOf(titles, (one) => lookValue(one, look))}
        problems={problem ? new Map([...problems, [path, problem]]) : problems}
        path={path}
        onChange={(value) => change(path, field.title, (one) => withLookValue(one, look, value))}
      />
    </div>
  );
}
