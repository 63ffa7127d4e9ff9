// SPDX-License-Identifier: Apache-2.0
/** Fields of items that this version does not render: they are not offered, only taken away. */
import { Trash2 } from "lucide-react";

import type { Field } from "@/lib/schema-fields";
import { type Item, type TrackName, isSame } from "@/timeline";
import unrendered from "@/timeline/unrendered.gen.json";
import { Button } from "@/ui/button";
import { Group } from "@/ui/field-list";

/** A field that has a value which cannot be rendered. */
export interface UnrenderedField {
  field: Field;
  /** Why it is not rendered, and what to do. */
  reason: string;
  /** The value that takes it away. */
  unused: unknown;
}

/** Divides fields of items into those that are offered and those whose values are not rendered. */
export function dividedFields(
  fields: Field[],
  track: TrackName,
  items: Item[],
): { offered: Field[]; unrendered: UnrenderedField[] } {
  const rows = new Map(
    unrendered.filter((one) => one.track === track).map((one) => [one.field, one]),
  );
  const found = fields.flatMap((field) => {
    const row = rows.get(field.key);
    const isUsed = row && items.some((item) => !isUnused(valueOf(item, field), row.unused));
    return row && isUsed ? [{ field, reason: row.reason, unused: row.unused }] : [];
  });
  return { offered: fields.filter(({ key }) => !rows.has(key)), unrendered: found };
}

function valueOf(item: Item, { key, fallback }: Field): unknown {
  return (item as unknown as Record<string, unknown>)[key] ?? fallback;
}

/** A cut and what is turned off are drawn as if there was nothing. */
function isUnused(value: unknown, unused: unknown): boolean {
  if (typeof value !== "object" || value === null) return isSame(value, unused);
  const { kind, enabled } = value as { kind?: string; enabled?: boolean };
  return kind === "cut" || enabled === false;
}

interface UnrenderedProps {
  fields: UnrenderedField[];
  onChange: (key: string, value: unknown) => void;
}

export function Unrendered({ fields, onChange }: UnrenderedProps) {
  if (fields.length === 0) return null;
  return (
    <Group title="Not rendered">
      {fields.map(({ field, reason, unused }) => (
        <div key={field.key} data-field={field.key} className="flex flex-col gap-1 py-1">
          <p className="text-sm text-ink-2">{field.title}</p>
          <p className="text-xs text-bad">{reason}</p>
          <Button icon={Trash2} className="self-start" onClick={() => onChange(field.key, unused)}>
            Remove {field.title.toLowerCase()}
          </Button>
        </div>
      ))}
    </Group>
  );
}
