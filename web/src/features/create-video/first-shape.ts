// SPDX-License-Identifier: Apache-2.0
/** What an empty timeline looks like until its first clip decides. */
import { type Timeline, isEmptyTimeline } from "@/timeline";

export const FIRST_SHAPE = { width: 1920, height: 1080 };

/**
 * Whether nothing decides the shape yet: the timeline goes by its clips, and is empty.
 *
 * What lies on it without any clip is exported upright, and is shown so.
 */
export function hasFirstShape(document: Timeline): boolean {
  return document.output.aspect === "auto" && isEmptyTimeline(document);
}
