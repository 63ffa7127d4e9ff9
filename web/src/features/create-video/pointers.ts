// SPDX-License-Identifier: Apache-2.0
/** What the pointers of the server's refusals point to, and the refusals in words of the inspector. */
import { ApiError, type FieldProblem } from "@/api/error";
import { titlesAt } from "@/lib/schema-fields";
import { CLASS_NAMES, type Item, type Timeline, type TrackName } from "@/timeline";
import schema from "@/timeline/schema.gen.json";

import { nameOfItem } from "./timeline/item-label";
import { type UploadFacts, withUploadNames } from "./upload-names";

/** A place in a timeline: an item and a field of it, or without an item one of the project. */
export interface Place {
  item?: Item;
  track?: TrackName;
  /** The steps from the item to the field: `customStyle/fontColor`. */
  path: string;
}

/** Returns what a JSON pointer into a saved timeline, or into a request with one, points to. */
export function placeAt(document: object, pointer: string): Place {
  const steps = pointer.split("/").slice(1);
  // What the server says of a timeline begins at the body of the request.
  const own = steps[0] === "timeline" ? steps.slice(1) : steps;
  const [track = "", index = "", ...inside] = own;
  if (!(track in CLASS_NAMES)) return { path: own.join("/") };
  const rows = (document as Partial<Record<string, Item[]>>)[track];
  const item = index === "" ? undefined : rows?.[Number(index)];
  return item ? { item, track: track as TrackName, path: inside.join("/") } : { path: "" };
}

/** Returns the id of the item that a JSON pointer into a saved timeline is in. */
export function itemIdAt(document: object, pointer: string): string | undefined {
  return placeAt(document, pointer).item?.id;
}

/** Returns what the server names as reasons of a refusal. */
export function refusalsOf(error: unknown): FieldProblem[] {
  return error instanceof ApiError ? error.problems : [];
}

/** Returns the first place that a refusal names and that can be shown. */
export function refusedPlace(document: object, error: unknown): Place | undefined {
  const places = refusalsOf(error).map(({ pointer }) => placeAt(document, pointer));
  return places.find((one) => one.item) ?? places.find((one) => one.path.startsWith("output/"));
}

/** Writes what is wrong with its item and field: `Title “Summer”: Outline colour must be a string.` */
export function sentenceOf(
  document: Timeline,
  { pointer, detail }: Pick<FieldProblem, "pointer" | "detail">,
  uploads: UploadFacts,
): string {
  const { item, track, path } = placeAt(document, pointer);
  const part = track ? schema.$defs[CLASS_NAMES[track]] : schema;
  // What is wrong with the file of an item is said of the item: it has no field for it.
  const isOfFile = /(^|\/)uploadId$/.test(path);
  const field = isOfFile ? "" : titlesAt(schema.$defs, part, path.split("/")).join(", ");
  const name = item && track ? nameOfItem(track, item, uploads) : "";
  const said = withUploadNames(detail, uploads);
  if (!field) return name ? `${name}: ${said}` : said;
  const words = said.startsWith("This must ")
    ? `${field} ${said.slice("This ".length)}`
    : `${field}: ${said}`;
  return name ? `${name}: ${words}` : words;
}
