// SPDX-License-Identifier: Apache-2.0
/** Makes items of uploads, and of nothing: titles. */
import {
  type Item,
  type LaneName,
  type TrackName,
  formatTimecode,
  frameAt,
  frameRate,
  newItem,
  place,
  placedByIds,
  placedItems,
  policyOf,
  secondsAt,
  useDocument,
  useView,
} from "@/timeline";

import { add, roomOn } from "./editing";
import { say, sayRefusal } from "@/lib/status-line";
import { reveal } from "./navigating";
import { type Upload, markUsed } from "./uploads";

const IMAGE_SECONDS = 5;
const TITLE_SECONDS = 5;
const LOGO_SECONDS = 10;

const view = () => useView.getState();
const rate = () => frameRate(useDocument.getState().document.output.fps);

/** Returns the lanes on which an upload can be put. */
export function lanesFor(upload: Upload): LaneName[] {
  if (upload.kind === "video") return ["video", "overlays"];
  if (upload.kind === "logo") return ["logos"];
  if (upload.kind === "audio") return upload.audioRole === "narration" ? ["narration"] : ["music"];
  if (upload.imageRole === "lower_third") return ["lowerThirds"];
  if (upload.imageRole === "freeze_frame") return ["video", "overlays"];
  if (upload.imageRole === "overlay") return ["graphics", "video"];
  return upload.imageRole ? ["video"] : ["video", "graphics", "lowerThirds", "overlays"];
}

/** Returns the lane for an upload: the wanted one, if it can be put there. */
export function laneFor(upload: Upload, wanted?: LaneName): LaneName {
  const lanes = lanesFor(upload);
  return wanted && lanes.includes(wanted) ? wanted : (lanes[0] ?? "video");
}

/** Returns the whole frames of a video at the frame rate of the timeline. */
function framesOf(upload: Upload): number {
  const { numerator, denominator } = rate();
  const frames = ((upload.durationSeconds ?? IMAGE_SECONDS) * numerator) / denominator;
  return Math.max(1, Math.floor(frames + 1e-3));
}

/** Makes the item that an upload is on a lane, beginning at 0. */
function itemOf(upload: Upload, lane: LaneName): { track: TrackName; item: Item } {
  const uploadId = upload.id;
  const range = {
    uploadId,
    sourceStartSeconds: 0,
    sourceEndSeconds: secondsAt(framesOf(upload), rate()),
  };
  const timed = (seconds: number) => ({ uploadId, startSeconds: 0, endSeconds: seconds });
  switch (lane) {
    case "overlays":
      return upload.kind === "video"
        ? { track: "videoOverlays", item: newItem("videoOverlays", { ...range, startSeconds: 0 }) }
        : {
            track: "videoOverlayStills",
            item: newItem("videoOverlayStills", timed(IMAGE_SECONDS)),
          };
    case "video":
      return upload.kind === "video"
        ? { track: "clips", item: newItem("clips", { ...range, startSeconds: 0 }) }
        : { track: "stills", item: newItem("stills", timed(IMAGE_SECONDS)) };
    case "graphics":
      return { track: "graphics", item: newItem("graphics", timed(IMAGE_SECONDS)) };
    case "logos":
      return { track: "logos", item: newItem("logos", timed(LOGO_SECONDS)) };
    case "lowerThirds":
      return { track: "lowerThirds", item: newItem("lowerThirds", timed(TITLE_SECONDS)) };
    case "narration":
      return {
        track: "narration",
        item: newItem("narration", timed(upload.durationSeconds ?? IMAGE_SECONDS)),
      };
    default:
      return {
        track: "audioSegments",
        item: newItem("audioSegments", {
          ...timed(upload.durationSeconds ?? IMAGE_SECONDS),
          musicMode: "mix_duck",
          musicLevel: "medium",
          duckingIntensity: "medium",
        }),
      };
  }
}

interface AddOptions {
  /** The frame; by default the playhead, or where the lane has room behind it. */
  at?: number;
  lane?: LaneName;
}

/** Puts an upload on the timeline and selects it. */
export function addUpload(upload: Upload, { at, lane }: AddOptions = {}): boolean {
  if (upload.state !== "ready") {
    sayRefusal(`${upload.name} is not ready yet.`);
    return false;
  }
  const where = lane ?? laneFor(upload);
  const { track, item } = itemOf(upload, where);
  const isAdded = put(`Add ${upload.name}`, track, item, { at, lane: where });
  if (isAdded) markUsed(upload);
  return isAdded;
}

/**
 * Puts an item at a frame, or at the playhead: behind what is there if the lane refuses.
 *
 * What is added to the video lane without moving the playhead follows what was added before, so
 * that clips lie in the order in which they were chosen.
 */
function put(label: string, track: TrackName, item: Item, { at, lane }: AddOptions): boolean {
  const where = lane ?? "video";
  const placed = place(track, item, rate());
  const wanted = at ?? (where === "video" ? endOfLastAdded() : undefined) ?? view().playhead;
  const isRefusing = policyOf(where) === "refuse" && at === undefined;
  const start = isRefusing ? roomOn(where, wanted, placed.end - placed.start) : wanted;
  const { playhead } = view();
  const isAdded = add(label, track, item as never, start);
  if (isAdded) showIfElsewhere(label, item.id, start);
  if (isAdded && where === "video" && at === undefined) lastAdded = { id: item.id, playhead };
  return isAdded;
}

/** Says and shows where an item lies that is not where one put it: an item in the way is not cut. */
function showIfElsewhere(label: string, id: string, wanted: number): void {
  const [placed] = placedByIds(useDocument.getState().document, [id]);
  if (!placed || placed.start === wanted) return;
  say(`${label}: it lies at ${formatTimecode(placed.start, rate())}, beside what was there`);
  reveal(placed.start);
}

let lastAdded = { id: "", playhead: 0 };

/** Returns the end of what was added last, while it is selected and the playhead has not moved. */
function endOfLastAdded(): number | undefined {
  const { selection, playhead } = view();
  const { id } = lastAdded;
  if (playhead !== lastAdded.playhead || selection.length !== 1 || selection[0] !== id) return undefined;
  return placedByIds(useDocument.getState().document, [id])[0]?.end;
}

/** Puts a title at the playhead and selects it. */
export function addTitle(text = "Title"): boolean {
  const end = secondsAt(frameAt(TITLE_SECONDS, rate()), rate());
  const item = newItem("screenTitles", { text, startSeconds: 0, endSeconds: end });
  return put("Add title", "screenTitles", item, { lane: "titles" });
}

/** Puts a clip of an upload behind all that is on the video lane. */
export function appendUpload(upload: Upload): boolean {
  const items = placedItems(useDocument.getState().document, "video");
  return addUpload(upload, { at: Math.max(0, ...items.map((one) => one.end)), lane: "video" });
}
