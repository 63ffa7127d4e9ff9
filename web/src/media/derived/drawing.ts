// SPDX-License-Identifier: Apache-2.0
/** Draws filmstrips and waveforms on a canvas, each pixel for its time in the source. */
import { type Filmstrip, tileAt } from "./filmstrip";
import { type Peaks, lengthOf, loudestBetween } from "./peaks";

/** A part of a canvas, in CSS pixels, and which times of the source it shows. */
export interface Stretch {
  top: number;
  width: number;
  height: number;
  /** The time in the source at the left edge, in seconds. */
  from: number;
  secondsPerPixel: number;
}

/** Makes the bitmap of a canvas as fine as the screen and returns what draws in CSS pixels. */
export function cleared(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
): CanvasRenderingContext2D | null {
  const scale = window.devicePixelRatio || 1;
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  const context = canvas.getContext("2d");
  context?.setTransform(scale, 0, 0, scale, 0, 0);
  return context;
}

/**
 * Draws frames side by side, each that of the middle of its width.
 *
 * They lie on a grid that begins at the start of the source, so that they stay where they are while
 * an edge is trimmed.
 */
export function drawFilmstrip(
  context: CanvasRenderingContext2D,
  { image, tiles }: Filmstrip,
  { top, width, height, from, secondsPerPixel }: Stretch,
): void {
  const [first] = tiles;
  if (!first || height <= 0) return;
  const step = Math.max(4, Math.round((height * first.width) / first.height));
  const start = from / secondsPerPixel;
  context.save();
  context.beginPath();
  context.rect(0, top, width, height);
  context.clip();
  for (let slot = Math.floor(start / step); slot * step < start + width; slot += 1) {
    const tile = tileAt(tiles, (slot + 0.5) * step * secondsPerPixel);
    if (!tile) continue;
    const x = slot * step - start;
    context.drawImage(image, tile.x, tile.y, tile.width, tile.height, x, top, step, height);
  }
  context.restore();
}

/** Draws how loud a sound is from the bottom up; one that repeats begins again at its end. */
export function drawWaveform(
  context: CanvasRenderingContext2D,
  peaks: Peaks,
  { top, width, height, from, secondsPerPixel }: Stretch,
  { repeatsFrom = null }: { repeatsFrom?: number | null } = {},
): void {
  const length = lengthOf(peaks);
  context.beginPath();
  for (let x = 0; x < width; x += 1) {
    const time = repeated(from + x * secondsPerPixel, repeatsFrom, length);
    const level = loudestBetween(peaks, time, time + secondsPerPixel);
    const bar = Math.max(time < length ? 1 : 0, Math.round(level * height));
    context.rect(x, top + height - bar, 1, bar);
  }
  context.fill();
}

/** Returns the time in a sound that begins again at `first` when it has come to its end. */
export function repeated(time: number, first: number | null, length: number): number {
  const period = length - (first ?? 0);
  if (first === null || time < length || period <= 0) return time;
  return first + ((time - first) % period);
}
