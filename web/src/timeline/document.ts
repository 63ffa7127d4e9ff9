// SPDX-License-Identifier: Apache-2.0
/** A timeline document as the API has it, its tracks, and the lanes in which an editor shows them. */
import { randomId } from "@/lib/random-id";

import schema from "./schema.gen.json";
import type { components } from "./schema.gen";

export type Part<Name extends keyof components["schemas"]> = components["schemas"][Name];
export type Timeline = Part<"Timeline">;

/** The type of the items of each track. */
export interface TrackItems {
  clips: Part<"Clip">;
  stills: Part<"Still">;
  videoOverlays: Part<"VideoOverlay">;
  videoOverlayStills: Part<"VideoOverlayStill">;
  graphics: Part<"Graphic">;
  logos: Part<"Logo">;
  lowerThirds: Part<"LowerThird">;
  screenTitles: Part<"ScreenTitle">;
  narration: Part<"Narration">;
  audioSegments: Part<"AudioSegment">;
  visualizers: Part<"Visualizer">;
  captions: Part<"Caption">;
}

export type TrackName = keyof TrackItems;
export type Item = TrackItems[TrackName];

/** The name of a class of the document's schema. */
export type ClassName = keyof (typeof schema)["$defs"];

/** The name of the class of each track's items. */
export const CLASS_NAMES: Record<TrackName, ClassName> = {
  clips: "Clip",
  stills: "Still",
  videoOverlays: "VideoOverlay",
  videoOverlayStills: "VideoOverlayStill",
  graphics: "Graphic",
  logos: "Logo",
  lowerThirds: "LowerThird",
  screenTitles: "ScreenTitle",
  narration: "Narration",
  audioSegments: "AudioSegment",
  visualizers: "Visualizer",
  captions: "Caption",
};

export const TRACK_NAMES = Object.keys(CLASS_NAMES) as TrackName[];

export type LaneName =
  | "graphics"
  | "titles"
  | "lowerThirds"
  | "captions"
  | "logos"
  | "visualizers"
  | "overlays"
  | "video"
  | "narration"
  | "music";

/** Tracks whose items must not overlap; the editor shows them in one row. */
export interface Lane {
  name: LaneName;
  title: string;
  tracks: TrackName[];
}

/** The lanes from top to bottom. */
export const LANES: Lane[] = [
  { name: "graphics", title: "Graphics", tracks: ["graphics"] },
  { name: "titles", title: "Titles", tracks: ["screenTitles"] },
  { name: "lowerThirds", title: "Lower thirds", tracks: ["lowerThirds"] },
  { name: "captions", title: "Captions", tracks: ["captions"] },
  { name: "logos", title: "Logo", tracks: ["logos"] },
  { name: "visualizers", title: "Visualizers", tracks: ["visualizers"] },
  { name: "overlays", title: "Overlay", tracks: ["videoOverlays", "videoOverlayStills"] },
  { name: "video", title: "Video", tracks: ["clips", "stills"] },
  { name: "narration", title: "Narration", tracks: ["narration"] },
  { name: "music", title: "Music", tracks: ["audioSegments"] },
];

/** Returns the lane that shows a track. */
export function laneOf(track: TrackName): Lane {
  const found = LANES.find((lane) => lane.tracks.includes(track));
  if (!found) throw new Error(`no lane shows ${track}`);
  return found;
}

type Properties = Record<string, object>;

function defaultsOf(properties: Properties): Record<string, unknown> {
  const fields = Object.entries(properties).filter(([, field]) => "default" in field);
  return Object.fromEntries(
    fields.map(([key, field]) => [key, structuredClone((field as { default: unknown }).default)]),
  );
}

/** Returns the timeline of a new project. */
export function emptyTimeline(): Timeline {
  return { ...defaultsOf(schema.properties), version: "create_video_v1" } as Timeline;
}

/** Makes an item with an id of its own; fields that are left out have their defaults. */
export function newItem<Track extends TrackName>(
  track: Track,
  fields: Partial<TrackItems[Track]>,
): TrackItems[Track] {
  const properties = schema.$defs[CLASS_NAMES[track]].properties as Properties;
  const id = `${CLASS_NAMES[track].toLowerCase()}-${randomId().slice(0, 12)}`;
  return { ...defaultsOf(properties), id, ...fields } as TrackItems[Track];
}

/** Returns the item with an id and its track, or nothing. */
export function findItem(
  document: Timeline,
  id: string,
): { track: TrackName; index: number; item: Item } | undefined {
  for (const track of TRACK_NAMES) {
    const index = document[track].findIndex((item) => item.id === id);
    const item = document[track][index];
    if (item) return { track, index, item };
  }
  return undefined;
}

/** Whether a document has no item at all. */
export function isEmptyTimeline(document: Timeline): boolean {
  return TRACK_NAMES.every((track) => document[track].length === 0);
}

/** Returns all items of a document. */
export function allItems(document: Timeline): { track: TrackName; item: Item }[] {
  return TRACK_NAMES.flatMap((track) => document[track].map((item) => ({ track, item })));
}
