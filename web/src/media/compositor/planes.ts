// SPDX-License-Identifier: Apache-2.0
/** Blurs pictures as exports do: luma and halved chroma of BT.709, each by the same recursive filter. */

/** How much of red, green and blue is in the luma of BT.709. */
const [RED, GREEN, BLUE] = [0.2126, 0.7152, 0.0722];
/** How many codes stand for the differences of blue and red to luma, of which 1 is the largest. */
const [BLUE_CODES, RED_CODES] = [112 / (1 - BLUE), 112 / (1 - RED)];
const [BLACK, LUMA_CODES, GREY] = [16, 219, 128];

export interface Blur {
  /** In the pixels of a plane; that of chroma has half as many across and down. */
  sigma: number;
  /** What is added to luma, of which 1 is all codes. */
  brightness: number;
  saturation: number;
}

/** The codes of luma and both chroma, from 0 to 255, of a picture whose edges are even. */
export interface Planes {
  width: number;
  height: number;
  luma: Float32Array;
  blue: Float32Array;
  red: Float32Array;
}

/** Returns room for the planes of a picture. */
export function emptyPlanes(width: number, height: number): Planes {
  const [luma, chroma] = [width * height, (width * height) / 4];
  return {
    width,
    height,
    luma: new Float32Array(luma),
    blue: new Float32Array(chroma),
    red: new Float32Array(chroma),
  };
}

/** Blurs a picture of RGBA pixels in place and changes its brightness and saturation. */
export function blurPixels(pixels: Uint8ClampedArray, planes: Planes, blur: Blur): void {
  const { width, height, luma, blue, red } = planes;
  split(pixels, planes);
  blurPlane(luma, width, height, blur.sigma);
  blurPlane(blue, width / 2, height / 2, blur.sigma);
  blurPlane(red, width / 2, height / 2, blur.sigma);
  brighten(luma, blur.brightness);
  saturate(blue, blur.saturation);
  saturate(red, blur.saturation);
  join(planes, pixels);
}

/** Blurs a plane in place by a recursive filter in both directions; outside its edges are repeated. */
export function blurPlane(plane: Float32Array, width: number, height: number, sigma: number): void {
  const spread = (sigma * sigma) / 2;
  if (spread <= 0) return;
  const kept = (1 + 2 * spread - Math.sqrt(1 + 4 * spread)) / (2 * spread);
  for (let row = 0; row < height; row++) blurLine(plane, row * width, 1, width, kept);
  for (let column = 0; column < width; column++) blurLine(plane, column, width, height, kept);
  const scale = (kept / spread) ** 2;
  for (let at = 0; at < plane.length; at++) plane[at] = plane[at]! * scale;
}

function blurLine(
  plane: Float32Array,
  first: number,
  step: number,
  count: number,
  kept: number,
): void {
  const last = first + (count - 1) * step;
  let sum = plane[first]! / (1 - kept);
  plane[first] = sum;
  for (let at = first + step; at <= last; at += step) plane[at] = sum = plane[at]! + kept * sum;
  sum /= 1 - kept;
  plane[last] = sum;
  for (let at = last - step; at >= first; at -= step) plane[at] = sum = plane[at]! + kept * sum;
}

/** Adds to codes what ffmpeg does, which counts in hundredths. */
function brighten(plane: Float32Array, brightness: number): void {
  const hundredths = Math.trunc(100 * Math.fround(brightness) + 100);
  const added = Math.floor((hundredths * 511) / 200) - 256;
  for (let at = 0; at < plane.length; at++) {
    plane[at] = Math.min(255, Math.max(0, Math.round(plane[at]!) + (brightness && added)));
  }
}

/** Brings codes nearer to grey, or away from it, with the integers of ffmpeg, which round down. */
function saturate(plane: Float32Array, saturation: number): void {
  if (saturation === 1) return;
  const factor = Math.trunc(4096 * Math.fround(saturation));
  for (let at = 0; at < plane.length; at++) {
    const code = ((Math.round(plane[at]!) * factor) >> 12) + 127 - (factor >> 5);
    plane[at] = Math.min(255, Math.max(0, code));
  }
}

function split(pixels: Uint8ClampedArray, { width, height, luma, blue, red }: Planes): void {
  blue.fill(GREY);
  red.fill(GREY);
  for (let y = 0, at = 0; y < height; y++) {
    const row = (y >> 1) * (width >> 1);
    for (let x = 0; x < width; x++, at++) {
      const [r, b] = [pixels[4 * at]! / 255, pixels[4 * at + 2]! / 255];
      const light = RED * r + (GREEN * pixels[4 * at + 1]!) / 255 + BLUE * b;
      luma[at] = BLACK + LUMA_CODES * light;
      const shared = row + (x >> 1);
      // Four pixels share a chroma: their mean.
      blue[shared] = blue[shared]! + ((b - light) * BLUE_CODES) / 4;
      red[shared] = red[shared]! + ((r - light) * RED_CODES) / 4;
    }
  }
}

function join({ width, height, luma, blue, red }: Planes, pixels: Uint8ClampedArray): void {
  const across = width / 2;
  for (let y = 0, at = 0; y < height; y++) {
    const [above, below] = beside(y, height / 2, across);
    for (let x = 0; x < width; x++, at++) {
      const [near, far] = beside(x, across, 1);
      const b = (between(blue, above, below, near, far) - GREY) / BLUE_CODES;
      const r = (between(red, above, below, near, far) - GREY) / RED_CODES;
      const light = (luma[at]! - BLACK) / LUMA_CODES;
      pixels[4 * at] = 255 * (light + r);
      pixels[4 * at + 1] = 255 * (light - (RED * r + BLUE * b) / GREEN);
      pixels[4 * at + 2] = 255 * (light + b);
      pixels[4 * at + 3] = 255;
    }
  }
}

/** Returns the places of the nearest chroma of a pixel along an edge, and of the second nearest. */
function beside(at: number, count: number, step: number): [number, number] {
  const near = at >> 1;
  const far = Math.min(count - 1, Math.max(0, near + (at & 1 ? 1 : -1)));
  return [near * step, far * step];
}

/** Mixes four chroma around a pixel, which lies a quarter of their distance from the nearest. */
function between(
  plane: Float32Array,
  above: number,
  below: number,
  near: number,
  far: number,
): number {
  const one = 3 * plane[above + near]! + plane[above + far]!;
  const other = 3 * plane[below + near]! + plane[below + far]!;
  return (3 * one + other) / 16;
}
