// SPDX-License-Identifier: Apache-2.0
/**
 * The uploads of what was pasted: a copy of a clip may be an export, which nobody can pick.
 *
 * The server refuses exports that a timeline has never used unless it is asked for them, and whoever
 * pastes such a clip from another timeline asks.
 */
import type { Copied, Timeline } from "@/timeline";

const pasted = new Set<number>();

/** Remembers what was put down from the clipboard. */
export function rememberPasted(copies: Copied[]): void {
  for (const { track, item } of copies) {
    if (track === "clips" && "uploadId" in item && item.uploadId) pasted.add(item.uploadId);
  }
}

/** Whether a timeline has a clip of an upload that was pasted. */
export function hasPasted({ clips }: Timeline): boolean {
  return clips.some((clip) => pasted.has(clip.uploadId));
}
