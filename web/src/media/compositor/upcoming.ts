// SPDX-License-Identifier: Apache-2.0
/** Which pictures the next seconds of a timeline show, so that they are there when they are shown. */
import type { Layer, Resolved } from "./resolved";
import { rateOf } from "./resolved";

/** What is loaded before it is shown; a text takes the server a second to draw. */
export const AHEAD_SECONDS = 8;

/** A picture that is shown: a text by its key, or the image of an upload. */
export type UpcomingPicture = { key: string } | { uploadId: number };

/** Returns the pictures that are shown from a frame on, those that are shown first in front. */
export function upcomingPictures(resolved: Resolved, frame: number): UpcomingPicture[] {
  const last = frame + AHEAD_SECONDS * rateOf(resolved);
  const spans = [
    ...resolved.layers.map((one) => ({ ...spanOf(one), pictures: picturesOf(one) })),
    ...resolved.base.map((one) => ({
      ...spanOf(one),
      pictures: [one.kind === "still" ? one.uploadId : null, one.fill?.uploadId].flatMap(upload),
    })),
  ];
  return spans
    .filter(({ start, end }) => start < last && end > frame)
    .sort((one, other) => one.start - other.start)
    .flatMap(({ pictures }) => pictures);
}

function spanOf({ startFrame, frames }: { startFrame: number; frames: number }) {
  return { start: startFrame, end: startFrame + frames };
}

function picturesOf({ image }: Layer): UpcomingPicture[] {
  return image?.key ? [{ key: image.key }] : upload(image?.uploadId);
}

function upload(uploadId: number | null | undefined): UpcomingPicture[] {
  return uploadId ? [{ uploadId }] : [];
}
