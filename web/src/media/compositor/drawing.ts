// SPDX-License-Identifier: Apache-2.0
/** Draws one frame of a resolved timeline on a canvas. */
import { drawBlur } from "./blur";
import {
  type BaseItem,
  type Border,
  type Box,
  type Crop,
  type Fill,
  type Layer,
  type Resolved,
  baseAt,
  growthAt,
  layersAt,
  leftAt,
  opacityAt,
} from "./resolved";
import type { Pictures, Picture } from "./pictures";
import type { VideoPool } from "./video-pool";

/** How an item is moved or scaled by hand before the server has answered. */
export interface HandMove {
  itemId: string;
  dx: number;
  dy: number;
  scale: number;
}

export interface DrawingContext {
  canvas: CanvasRenderingContext2D;
  resolved: Resolved;
  pictures: Pictures;
  videos: VideoPool;
  hiddenTracks: ReadonlySet<string>;
  moved: HandMove | null;
  /** Where layers have been drawn, from bottom to top: for those whose boxes the server leaves open. */
  boxes: DrawnBox[];
}

export interface DrawnBox {
  itemId: string;
  track: string;
  /** Which of the layers of its item it is. */
  part: number;
  box: Box;
}

const MISSING = "#2a1618";

/** Draws a frame. Returns false when something that it shows has not come yet. */
export function drawFrame(context: DrawingContext, frame: number): boolean {
  const { canvas, resolved } = context;
  context.boxes.length = 0;
  canvas.globalAlpha = 1;
  canvas.imageSmoothingQuality = "high";
  paintBlack(canvas);
  let isWhole = drawFill(context, resolved.background, null);
  const item = baseAt(resolved, frame);
  if (item) isWhole = drawBase(context, item) && isWhole;
  const parts = new Map<string, number>();
  for (const layer of layersAt(resolved, frame)) {
    const part = parts.get(layer.itemId) ?? 0;
    parts.set(layer.itemId, part + 1);
    if (context.hiddenTracks.has(layer.track)) continue;
    isWhole = drawLayer(context, layer, frame, part) && isWhole;
  }
  canvas.globalAlpha = 1;
  return isWhole;
}

/** Covers the whole canvas, whose last row or column the frame may fill in part only. */
function paintBlack(canvas: CanvasRenderingContext2D): void {
  canvas.save();
  canvas.resetTransform();
  canvas.fillStyle = "#000000";
  canvas.fillRect(0, 0, canvas.canvas.width, canvas.canvas.height);
  canvas.restore();
}

function drawBase(context: DrawingContext, item: BaseItem): boolean {
  if (context.hiddenTracks.has(item.track ?? "")) return true;
  if (item.kind === "gap") return true;
  if (item.kind === "still") {
    const isFilled = item.fill ? drawFill(context, item.fill, null) : true;
    return drawUpload(context, item.uploadId, item.crop, item.box, 1) && isFilled;
  }
  const { box } = item;
  if (!box) return true;
  const video = context.videos.elementOf(item.itemId ?? "");
  if (!video) return drawMissing(context, item.itemId, box);
  const isFilled = item.fill ? drawFill(context, item.fill, video) : true;
  context.canvas.drawImage(video, box.x, box.y, box.width, box.height);
  return isFilled;
}

/** Draws what cannot be played; what has not come yet is left out. */
function drawMissing(context: DrawingContext, itemId: string | null, box: Box): boolean {
  if (!context.videos.hasFailed(itemId ?? "")) return false;
  const { canvas } = context;
  canvas.save();
  canvas.beginPath();
  canvas.rect(box.x, box.y, box.width, box.height);
  canvas.clip();
  canvas.fillStyle = MISSING;
  canvas.fillRect(box.x, box.y, box.width, box.height);
  canvas.strokeStyle = "#fa6863";
  canvas.lineWidth = box.width / 200;
  for (let at = -box.height; at < box.width; at += box.width / 24) {
    canvas.beginPath();
    canvas.moveTo(box.x + at, box.y + box.height);
    canvas.lineTo(box.x + at + box.height, box.y);
    canvas.stroke();
  }
  canvas.restore();
  return true;
}

function drawFill(context: DrawingContext, fill: Fill, video: HTMLVideoElement | null): boolean {
  const { canvas, resolved } = context;
  const whole = { x: 0, y: 0, ...resolved.size };
  if (fill.kind === "image") return drawUpload(context, fill.uploadId, fill.crop, whole, 1);
  if (fill.kind === "blur") {
    if (video) drawBlur(canvas, fill, video, resolved.size);
    return true;
  }
  canvas.fillStyle = fill.color ?? "#000000";
  canvas.fillRect(0, 0, whole.width, whole.height);
  return true;
}

function drawUpload(
  context: DrawingContext,
  uploadId: number | null,
  crop: Crop | null,
  box: Box | null,
  alpha: number,
): boolean {
  if (!uploadId || !box) return true;
  const found = context.pictures.ofUpload(uploadId);
  if (found.state === "failed") return drawPlate(context, box);
  if (found.state !== "ready") return false;
  drawCropped(context.canvas, found.picture, crop, box, alpha);
  return true;
}

function drawPlate({ canvas }: DrawingContext, box: Box): boolean {
  canvas.fillStyle = MISSING;
  canvas.fillRect(box.x, box.y, box.width, box.height);
  return true;
}

function drawCropped(
  canvas: CanvasRenderingContext2D,
  picture: Picture,
  crop: Crop | null,
  box: Box,
  alpha: number,
): void {
  canvas.save();
  canvas.globalAlpha = alpha;
  canvas.beginPath();
  canvas.rect(box.x, box.y, box.width, box.height);
  canvas.clip();
  if (crop) {
    const [across, down] = [picture.width / crop.picture.width, picture.height / crop.picture.height];
    const { source, target } = crop;
    canvas.drawImage(
      picture.image,
      source.x * across,
      source.y * down,
      source.width * across,
      source.height * down,
      target.x,
      target.y,
      target.width,
      target.height,
    );
  } else canvas.drawImage(picture.image, box.x, box.y, box.width, box.height);
  canvas.restore();
}

function drawLayer(context: DrawingContext, layer: Layer, frame: number, part: number): boolean {
  if (layer.kind === "exact") return true;
  const { canvas, moved } = context;
  const box = boxOf(context, layer);
  if (!box) return layer.kind !== "text" || isTextLost(context, layer);
  canvas.save();
  const [left, growth] = [leftAt(layer, frame), growthAt(layer, frame)];
  const shown = { ...box, x: layer.slide ? left : box.x };
  const [middleX, middleY] = [shown.x + shown.width / 2, shown.y + shown.height / 2];
  const isMoved = moved?.itemId === layer.itemId;
  if (layer.slide) canvas.translate(left - box.x, 0);
  if (isMoved && moved) canvas.translate(moved.dx, moved.dy);
  const scale = growth * (isMoved && moved ? moved.scale : 1);
  if (scale !== 1) {
    canvas.translate(middleX, middleY);
    canvas.scale(scale, scale);
    canvas.translate(-middleX, -middleY);
  }
  const isDrawn = paint(context, layer, box, opacityAt(layer, frame));
  canvas.restore();
  if (layer.kind !== "color") {
    context.boxes.push({ itemId: layer.itemId, track: layer.track, part, box: shown });
  }
  return isDrawn;
}

/** Returns where a layer lies; a text's image says it, null until it has come. */
function boxOf({ pictures }: DrawingContext, layer: Layer): Box | null {
  if (layer.kind !== "text") return layer.box;
  const found = layer.image?.key ? pictures.ofText(layer.image.key) : null;
  if (found?.state !== "ready" || !layer.anchor) return null;
  const { width, height, offset } = found.picture;
  return { x: layer.anchor.x + offset.x, y: layer.anchor.y + offset.y, width, height };
}

function isTextLost({ pictures }: DrawingContext, layer: Layer): boolean {
  return !layer.image?.key || pictures.ofText(layer.image.key).state === "failed";
}

function paint(context: DrawingContext, layer: Layer, box: Box, alpha: number): boolean {
  const { canvas, pictures, videos } = context;
  canvas.globalAlpha = alpha;
  if (layer.kind === "color") {
    canvas.fillStyle = layer.color ?? "#000000";
    canvas.fillRect(box.x, box.y, box.width, box.height);
    return true;
  }
  if (layer.kind === "text") {
    const found = layer.image?.key ? pictures.ofText(layer.image.key) : null;
    if (found?.state === "ready") canvas.drawImage(found.picture.image, box.x, box.y);
    return true;
  }
  if (layer.kind === "video") {
    const video = videos.elementOf(layer.itemId);
    if (!video) return drawMissing(context, layer.itemId, box);
    canvas.drawImage(video, box.x, box.y, box.width, box.height);
    return true;
  }
  if (layer.border) drawBorder(canvas, box, layer.border);
  return drawUpload(context, layer.image?.uploadId ?? null, layer.crop, box, alpha);
}

/** Draws a border around a picture, not below it: a picture that fades would show it through. */
function drawBorder(
  canvas: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  { color, width: edge }: Border,
): void {
  canvas.fillStyle = color;
  canvas.fillRect(x, y, width, edge);
  canvas.fillRect(x, y + height - edge, width, edge);
  canvas.fillRect(x, y + edge, edge, height - 2 * edge);
  canvas.fillRect(x + width - edge, y + edge, edge, height - 2 * edge);
}
