// SPDX-License-Identifier: Apache-2.0
/** Where keys lead the playhead while it has the focus. */

/** Returns the frame that a key leads to from another one; undefined for other keys. */
export function frameAfterKey(
  { key, shiftKey }: { key: string; shiftKey: boolean },
  playhead: number,
  end: number,
): number | undefined {
  const size = shiftKey ? 10 : 1;
  const frame = { ArrowLeft: playhead - size, ArrowRight: playhead + size, Home: 0, End: end }[key];
  return frame === undefined ? undefined : Math.min(Math.max(0, frame), end);
}
