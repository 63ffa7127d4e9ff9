// SPDX-License-Identifier: Apache-2.0
/** The fields of the parts of a timeline that the inspector shows. */
import { type Field, fieldsOfPart, newPartOf } from "@/lib/schema-fields";
import type { ClassName } from "@/timeline";
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

/** Returns a part with its defaults. */
export function newPart(name: ClassName): Record<string, unknown> {
  return newPartOf(schema.$defs[name]);
}
