// SPDX-License-Identifier: Apache-2.0
/** What the render bar shows, in words. */
import type { Schema } from "@/api/client";

export type RenderedRanges = Schema<"render.RenderedRangesAnswer">;

/** Says how much is rendered, being rendered, and neither. */
export function wordsFor(found: RenderedRanges | undefined): string {
  if (!found || found.frames === 0) return "It is not known which parts are rendered.";
  const share = (wanted: string) => {
    const frames = found.ranges
      .filter(({ state }) => state === wanted)
      .reduce((sum, range) => sum + range.frames, 0);
    return percentOf(frames, found.frames);
  };
  const [stored, running] = [share("stored"), share("running")];
  if (stored === 100) return "Rendered: all of it. An export only joins what is there.";
  const parts = [`Rendered: ${stored} %`];
  if (running > 0) parts.push(`being rendered: ${running} %`);
  parts.push(`not rendered: ${100 - stored - running} %`);
  return `${parts.join(", ")}.`;
}

/** Returns a whole percentage that is 0 or 100 only for nothing or everything. */
function percentOf(part: number, whole: number): number {
  if (part === 0 || part === whole) return part === 0 ? 0 : 100;
  return Math.min(99, Math.max(1, Math.round((100 * part) / whole)));
}
