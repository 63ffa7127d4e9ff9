// SPDX-License-Identifier: Apache-2.0
/** What items are called: on the timeline, in the list, and to screen readers. */
import {
  type FrameRate,
  type Item,
  type PlacedItem,
  type TrackName,
  formatLength,
  formatTimecode,
} from "@/timeline";
import { shortened } from "@/lib/formats";
import { wordOf } from "@/lib/schema-fields";

import { type UploadFacts, nameOfUpload } from "../upload-names";
import { KINDS } from "./kinds";

/** Returns the upload that an item shows or plays. */
export function uploadIdOf(item: Item): number | null {
  if ("hold" in item && item.hold) return item.hold.uploadId;
  return "uploadId" in item ? (item.uploadId ?? null) : null;
}

/** Returns the name of an item. */
export function labelOf(track: TrackName, item: Item, uploads: UploadFacts): string {
  if ("text" in item) {
    const text = item.instances.map((one) => one.text).join(" · ") || item.text;
    return text.replace(/\s+/g, " ").trim() || "Empty title";
  }
  if ("words" in item) return item.words.map((word) => word.text).join(" ") || "Caption";
  if ("hold" in item && item.hold) return "Freeze frame";
  if (track === "visualizers") return wordOf(KINDS.visualizers);
  const id = uploadIdOf(item);
  const name = id ? nameOfUpload(id, uploads) : undefined;
  return name ?? (id && uploads.missing.has(id) ? "Missing file" : KINDS[track]);
}

/** Names an item with its kind: `Title “Summer”`. */
export function nameOfItem(track: TrackName, item: Item, uploads: UploadFacts): string {
  const kind = wordOf(KINDS[track]);
  const label = labelOf(track, item, uploads);
  return wordOf(label) === kind ? kind : `${kind} “${shortened(label)}”`;
}

export interface BadgeFacts {
  kind: "muted" | "speed";
  words: string;
}

/** Returns what the badges of an item say. */
export function badgesOf({ item, track }: PlacedItem): BadgeFacts[] {
  const badges: BadgeFacts[] = [];
  if ("audioEnabled" in item && !item.audioEnabled && track !== "videoOverlays") {
    badges.push({ kind: "muted", words: "Muted" });
  }
  if ("speedPct" in item && item.speedPct !== 100) {
    badges.push({ kind: "speed", words: `${item.speedPct} %` });
  }
  return badges;
}

/** Returns what a screen reader says of an item; it begins with the words that are seen on it. */
export function spokenName(label: string, placed: PlacedItem, rate: FrameRate): string {
  const seen = [label, ...badgesOf(placed).map(({ words }) => words)].join(" ");
  const start = formatTimecode(placed.start, rate);
  const length = formatLength(placed.end - placed.start, rate);
  return `${seen}, ${KINDS[placed.track]}, starts ${start}, length ${length}`;
}
