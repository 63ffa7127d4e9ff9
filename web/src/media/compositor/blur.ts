// SPDX-License-Identifier: Apache-2.0
/** Draws a video enlarged and blurred behind itself, as exports do. */
import type { Fill } from "./resolved";

let small: HTMLCanvasElement | null = null;

/** Draws the blurred fill of a video over a whole frame. */
export function drawBlur(
  canvas: CanvasRenderingContext2D,
  fill: Fill,
  video: HTMLVideoElement,
  frame: { width: number; height: number },
): void {
  const size = fill.size;
  if (!size) return;
  const sigma = fill.sigma ?? 0;
  // Around the picture its edges are repeated, so that nothing dark is blurred into it.
  const margin = Math.ceil(3 * sigma) + 1;
  small ??= document.createElement("canvas");
  small.width = size.width + 2 * margin;
  small.height = size.height + 2 * margin;
  const context = small.getContext("2d");
  if (!context) return;
  drawCover(context, video, size, margin);
  canvas.save();
  canvas.filter = `blur(${(sigma * frame.width) / size.width}px) saturate(${fill.saturation ?? 1})`;
  const scale = frame.width / size.width;
  canvas.beginPath();
  canvas.rect(0, 0, frame.width, frame.height);
  canvas.clip();
  canvas.drawImage(
    small,
    -margin * scale,
    -margin * scale,
    small.width * scale,
    small.height * scale,
  );
  canvas.filter = "none";
  brighten(canvas, fill.brightness ?? 0, frame);
  canvas.restore();
}

function drawCover(
  context: CanvasRenderingContext2D,
  video: HTMLVideoElement,
  size: { width: number; height: number },
  margin: number,
): void {
  const { videoWidth, videoHeight } = video;
  const scale = Math.max(size.width / videoWidth, size.height / videoHeight);
  const [width, height] = [videoWidth * scale, videoHeight * scale];
  const [x, y] = [margin + (size.width - width) / 2, margin + (size.height - height) / 2];
  const bottom = y + height;
  context.drawImage(video, 0, 0, videoWidth, 1, x, 0, width, Math.max(1, y));
  context.drawImage(
    video,
    0,
    videoHeight - 1,
    videoWidth,
    1,
    x,
    bottom,
    width,
    Math.max(1, size.height + 2 * margin - bottom),
  );
  context.drawImage(video, x, y, width, height);
}

/** Adds to every colour, or takes away from it, as far as it goes. */
function brighten(
  canvas: CanvasRenderingContext2D,
  by: number,
  { width, height }: { width: number; height: number },
): void {
  if (by === 0) return;
  const level = Math.round(Math.abs(by) * 255);
  canvas.fillStyle = `rgb(${level} ${level} ${level})`;
  if (by > 0) {
    canvas.globalCompositeOperation = "lighter";
    canvas.fillRect(0, 0, width, height);
    return;
  }
  // max(colour, level) - level: nothing becomes darker than black.
  canvas.globalCompositeOperation = "lighten";
  canvas.fillRect(0, 0, width, height);
  canvas.globalCompositeOperation = "difference";
  canvas.fillRect(0, 0, width, height);
}
