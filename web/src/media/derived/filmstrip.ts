// SPDX-License-Identifier: Apache-2.0
/** The filmstrip of a video: small frames in one image, and where the frame of a time is. */
/** A frame: from when to when it is shown, in seconds, and its place in the image. */
export interface Tile {
  start: number;
  end: number;
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Filmstrip {
  url: string;
  image: HTMLImageElement;
  tiles: Tile[];
}

const CUE = /(\S+) --> (\S+)\s*\n\S*#xywh=(\d+),(\d+),(\d+),(\d+)/g;

/** Reads the index of a filmstrip. */
export function parseIndex(text: string): Tile[] {
  return [...text.replaceAll("\r", "").matchAll(CUE)].map(([, start, end, ...place]) => {
    const [x = 0, y = 0, width = 0, height = 0] = place.map(Number);
    return { start: seconds(start ?? ""), end: seconds(end ?? ""), x, y, width, height };
  });
}

function seconds(timestamp: string): number {
  return timestamp.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
}

/** Returns the frame of a time; before the first and behind the last one these. */
export function tileAt(tiles: Tile[], time: number): Tile | undefined {
  let [low, high] = [0, tiles.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tiles[middle]?.start ?? 0) <= time) low = middle;
    else high = middle - 1;
  }
  return tiles[low];
}
