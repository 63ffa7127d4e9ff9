// SPDX-License-Identifier: Apache-2.0
/** A resolved timeline as the server answers it, and what of it is seen at a frame. */
import type { Schema } from "@/api/client";

export type Resolved = Schema<"drafts.ResolvedTimelineAnswer">;
export type BaseItem = Schema<"drafts.BaseItemResource">;
export type Layer = Schema<"drafts.LayerResource">;
export type Sound = Schema<"drafts.SoundResource">;
export type Fill = Schema<"drafts.FillResource">;
export type Border = Schema<"drafts.BorderResource">;
export type Box = Schema<"drafts.BoxResource">;
export type Crop = Schema<"drafts.CropResource">;
type Ramp = Schema<"drafts.RampResource">;

/** What the server answers lower than this, in decibels, is silence. */
const SILENCE_DB = -99;
const SMALLEST = 0.2;

interface Spanned {
  startFrame: number;
  frames: number;
}

/** Whether a frame lies in a span. */
export function isAt(span: Spanned, frame: number): boolean {
  return span.startFrame <= frame && frame < span.startFrame + span.frames;
}

/** Returns the number of frames in a second. */
export function rateOf(resolved: Resolved): number {
  const [numerator = 30, denominator = 1] = resolved.fps.split("/").map(Number);
  return numerator / denominator;
}

/** Returns the base item at a frame; they lie end to end, so it is searched by halving. */
export function baseAt(resolved: Resolved, frame: number): BaseItem | undefined {
  let [low, high] = [0, resolved.base.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const item = resolved.base[middle];
    if (!item) return undefined;
    if (isAt(item, frame)) return item;
    if (frame < item.startFrame) high = middle - 1;
    else low = middle + 1;
  }
  return undefined;
}

/** Returns the base item after another. */
export function baseAfter(resolved: Resolved, item: BaseItem): BaseItem | undefined {
  return baseAt(resolved, item.startFrame + item.frames);
}

/** Returns the layers at a frame from bottom to top. */
export function layersAt(resolved: Resolved, frame: number): Layer[] {
  return resolved.layers.filter((layer) => isAt(layer, frame));
}

/** Returns the frame of its video that a base item shows at a frame. */
export function sourceFrameAt(item: BaseItem, frame: number): number {
  const first = item.sourceFrame ?? 0;
  if (item.kind === "freeze") return first;
  const shown = first + Math.floor(((frame - item.startFrame) * item.speedPct) / 100);
  return Math.min(shown, (item.sourceFrames ?? Infinity) - 1);
}

/** Returns the frame of its video that an overlay shows at a frame. */
export function overlayFrameAt(layer: Layer, frame: number): number {
  const shown = (layer.image?.sourceFrame ?? 0) + frame - layer.startFrame;
  return Math.min(shown, (layer.image?.sourceFrames ?? Infinity) - 1);
}

function progress(ramp: Ramp, frame: number): number {
  if (ramp.frames <= 0) return 1;
  return Math.min(1, Math.max(0, (frame - ramp.startFrame) / ramp.frames));
}

/** Returns the opacity of a layer at a frame. */
export function opacityAt(layer: Layer, frame: number): number {
  const fadeIn = layer.fadeIn ? progress(layer.fadeIn, frame) : 1;
  const fadeOut = layer.fadeOut ? 1 - progress(layer.fadeOut, frame) : 1;
  return layer.opacity * fadeIn * fadeOut;
}

/** Returns where the left edge of a layer lies at a frame. */
export function leftAt(layer: Layer, frame: number): number {
  const { slide } = layer;
  if (!slide) return layer.box?.x ?? 0;
  const done = progress(slide, frame);
  const eased = slide.easing === "speeding" ? done ** 3 : 1 - (1 - done) ** 3;
  return Math.floor(slide.fromX + (slide.toX - slide.fromX) * eased + 0.5);
}

/** Returns how large a layer is at a frame, about its centre; 1 is its whole size. */
export function growthAt(layer: Layer, frame: number): number {
  if (!layer.reveal) return 1;
  return SMALLEST + (1 - SMALLEST) * (1 - (1 - progress(layer.reveal, frame)) ** 3);
}

/** Returns the factor by which a sound is played at a frame. */
export function amplitudeAt(sound: Sound, frame: number): number {
  const { gain } = sound;
  const next = gain.findIndex(([at]) => at > frame);
  const after = next < 0 ? undefined : gain[next];
  const before = gain[next < 0 ? gain.length - 1 : next - 1];
  if (!before) return after ? amplitude(after[1]) : 1;
  if (!after || after[0] === before[0]) return amplitude(before[1]);
  const part = (frame - before[0]) / (after[0] - before[0]);
  return amplitude(before[1]) * (1 - part) + amplitude(after[1]) * part;
}

function amplitude(decibels: number): number {
  return decibels <= SILENCE_DB ? 0 : 10 ** (decibels / 20);
}

/** Returns how many items at a frame only exports draw, by their tracks. */
export function undrawnAt(resolved: Resolved, frame: number): string[] {
  const tracks = layersAt(resolved, frame)
    .filter((layer) => layer.kind === "exact")
    .map((layer) => layer.track);
  const item = baseAt(resolved, frame);
  if (item?.hasMotion) tracks.push("motion");
  return [...new Set(tracks)];
}
