// SPDX-License-Identifier: Apache-2.0
/** Says for people which part of a timeline a conflict is about, and which values it has. */
import type { Conflict } from "@/lib/merging";
import { type Field, fieldsOfPart, wordOf } from "@/lib/schema-fields";
import { shortened } from "@/lib/formats";
import { CLASS_NAMES, type Timeline, type TrackName, findItem } from "@/timeline";
import schema from "@/timeline/schema.gen.json";

import { nameOfItem } from "../timeline/item-label";
import { KINDS } from "../timeline/kinds";
import type { UploadFacts } from "../upload-names";

const NONE_LEFT_OUT = new Set<string>();

/** Returns the field of a conflict as the schema describes it, or nothing. */
function fieldOf({ track, key, field }: Conflict): Field | undefined {
  const part = track
    ? schema.$defs[CLASS_NAMES[track as TrackName]]
    : key === "output"
      ? schema.$defs.Output
      : undefined;
  if (!part || field === undefined) return undefined;
  return fieldsOfPart(part, NONE_LEFT_OUT).find((one) => one.key === field);
}

/** Names the item or the setting of a conflict, with its field: `Title “Chapter” · Start`. */
export function nameOfConflict(
  document: Timeline,
  conflict: Conflict,
  uploads: UploadFacts,
): string {
  const { track, key, field } = conflict;
  const part = track ? itemName(document, track as TrackName, key, uploads) : settingName(key);
  return field === undefined ? part : `${part} · ${fieldOf(conflict)?.title ?? wordOf(field)}`;
}

function itemName(
  document: Timeline,
  track: TrackName,
  id: string,
  uploads: UploadFacts,
): string {
  const item = findItem(document, id)?.item;
  return item ? nameOfItem(track, item, uploads) : wordOf(KINDS[track]);
}

function settingName(key: string): string {
  const properties: Record<string, { title?: string }> = schema.properties;
  return properties[key]?.title ?? wordOf(key);
}

/** Writes a value of a conflict: `2.5 s`, `Bottom right`, `on`. */
export function valueOfConflict(conflict: Conflict, value: unknown): string {
  if (value === undefined) return "deleted";
  if (value === null) return "none";
  if (typeof value === "object") return "changed";
  if (typeof value === "boolean") return value ? "on" : "off";
  const field = fieldOf(conflict);
  if (typeof value === "number") {
    return `${Math.round(value * 1000) / 1000} ${field?.unit ?? ""}`.trim();
  }
  const text = String(value);
  return field?.kind === "choice" || field?.kind === "grid" ? wordOf(text) : shortened(text);
}
