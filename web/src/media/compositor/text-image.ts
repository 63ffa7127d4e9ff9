// SPDX-License-Identifier: Apache-2.0
/** The images of texts, which the server draws; their files say how far from the anchor they lie. */

export interface Offset {
  x: number;
  y: number;
}

/** Returns the position in the `oFFs` chunk of a PNG, (0, 0) when it has none. */
export function offsetOf(png: ArrayBuffer): Offset {
  const view = new DataView(png);
  let at = 8;
  while (at + 12 <= view.byteLength) {
    const length = view.getUint32(at);
    const kind = view.getUint32(at + 4);
    if (kind === 0x6f464673) return { x: view.getInt32(at + 8), y: view.getInt32(at + 12) };
    if (kind === 0x49444154) break; // IDAT: the position stands before the pixels.
    at += 12 + length;
  }
  return { x: 0, y: 0 };
}
