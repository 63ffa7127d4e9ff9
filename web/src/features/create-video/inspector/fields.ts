// SPDX-License-Identifier: Apache-2.0
/** The fields of the parts of a timeline that the inspector shows. */
import { type Fault, faultIn } from "@/lib/schema-checking";
import { type Field, fieldsOfPart, newPartOf } from "@/lib/schema-fields";
import { CLASS_NAMES, type ClassName, type TrackName } from "@/timeline";
import schema from "@/timeline/schema.gen.json";

export { type Field, groupsOf, parseNumber } from "@/lib/schema-fields";

/** Fields that are set in other ways, or that only programs read. */
const LEFT_OUT = new Set([
  "id",
  "uploadId",
  "presetId",
  "configId",
  "audioConfigId",
  "renderUploadId",
  "sourceClipId",
  "sourceVideoOverlayId",
  "name",
  "description",
  "sizeKey",
  "startSeconds",
  "endSeconds",
]);

/** Returns the fields of a class, in the order of the schema. */
export function fieldsOf(name: ClassName): Field[] {
  return fieldsOfPart(schema.$defs[name], LEFT_OUT);
}

/** The ways to mix music in which a field of it is heard; the others are heard in all. */
const HEARD_IN: [RegExp, string[]][] = [
  [/^duckingGate$/, ["mix_duck", "opener_cutoff"]],
  [/^ducking/, ["mix_duck"]],
  [/^openerFade/, ["opener_cutoff"]],
  [/^programGainDb$/, ["mix", "mix_duck", "opener_cutoff"]],
];

/** Returns the fields that make a difference with these values, or of which something is wrong. */
export function shownFields(
  track: TrackName,
  fields: Field[],
  values: Record<string, unknown>,
  problems: ReadonlyMap<string, string>,
): Field[] {
  const { musicMode } = values;
  if (track !== "audioSegments" || typeof musicMode !== "string") return fields;
  const isHeard = (key: string) =>
    HEARD_IN.find(([pattern]) => pattern.test(key))?.[1].includes(musicMode) ?? true;
  return fields.filter(({ key }) => isHeard(key) || problems.has(key));
}

/** Returns a part with its defaults. */
export function newPart(name: ClassName): Record<string, unknown> {
  return newPartOf(schema.$defs[name]);
}

/** Returns what is wrong with a value for a field of a track's items, or null; paths begin with it. */
export function faultOf(track: TrackName, key: string, value: unknown): Fault | null {
  const properties = schema.$defs[CLASS_NAMES[track]].properties as Record<string, object>;
  const node = properties[key];
  const fault = node ? faultIn(value, node, schema.$defs) : null;
  return fault && { ...fault, path: [key, ...fault.path] };
}
