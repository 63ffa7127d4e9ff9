// SPDX-License-Identifier: Apache-2.0
/** Draws a video enlarged and blurred behind itself, as exports do. */
import { type Planes, blurPixels, emptyPlanes } from "./planes";
import type { Fill } from "./resolved";

interface Size {
  width: number;
  height: number;
}

interface Small {
  canvas: HTMLCanvasElement;
  context: CanvasRenderingContext2D;
  planes: Planes;
}

let small: Small | null = null;

/** Draws the blurred fill of a video over a whole frame. */
export function drawBlur(
  canvas: CanvasRenderingContext2D,
  fill: Fill,
  video: HTMLVideoElement,
  frame: Size,
): void {
  const { size } = fill;
  const made = size && smallOf(size);
  if (!made) return;
  const { context, planes } = made;
  drawCover(context, video, size);
  const image = context.getImageData(0, 0, size.width, size.height);
  blurPixels(image.data, planes, {
    sigma: fill.sigma ?? 0,
    brightness: fill.brightness ?? 0,
    saturation: fill.saturation ?? 1,
  });
  context.putImageData(image, 0, 0);
  canvas.drawImage(made.canvas, 0, 0, frame.width, frame.height);
}

/** Returns a canvas of a size that is quick to read, and room for its planes. */
function smallOf({ width, height }: Size): Small | null {
  if (small?.planes.width === width && small.planes.height === height) return small;
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [width, height];
  const context = canvas.getContext("2d", { alpha: false, willReadFrequently: true });
  small = context && { canvas, context, planes: emptyPlanes(width, height) };
  return small;
}

function drawCover(context: CanvasRenderingContext2D, video: HTMLVideoElement, size: Size): void {
  const { videoWidth, videoHeight } = video;
  const scale = Math.max(size.width / videoWidth, size.height / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  context.imageSmoothingQuality = "high";
  context.drawImage(video, (size.width - width) / 2, (size.height - height) / 2, width, height);
}
