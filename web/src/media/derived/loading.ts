// SPDX-License-Identifier: Apache-2.0
/** Loads filmstrips and peaks, after waiting until the server has made them. */
import { derivedFile } from "./derived-file";
import { type Filmstrip, parseIndex } from "./filmstrip";
import type { PeakRate, Peaks } from "./peaks";

/** Loads the filmstrip of an upload; null when there is none. */
export async function loadFilmstrip(
  uploadId: number,
  signal: AbortSignal,
): Promise<Filmstrip | null> {
  const index = await derivedFile(`/api/uploads/${uploadId}/filmstrip.vtt`, signal);
  const tiles = index ? parseIndex(await index.text()) : [];
  if (tiles.length === 0) return null;
  const url = `/api/uploads/${uploadId}/filmstrip.jpg`;
  const image = new Image();
  image.src = url;
  await image.decode();
  return { url, image, tiles };
}

/** Loads the peaks of an upload; null when it has no sound. */
export async function loadPeaks(
  uploadId: number,
  perSecond: PeakRate,
  signal: AbortSignal,
): Promise<Peaks | null> {
  const path = `/api/uploads/${uploadId}/peaks?perSecond=${perSecond}`;
  const answer = await derivedFile(path, signal);
  if (!answer) return null;
  const pairs = new Int8Array(await answer.arrayBuffer());
  return pairs.length > 1 ? { perSecond, pairs } : null;
}
