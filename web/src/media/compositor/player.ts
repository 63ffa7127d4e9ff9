// SPDX-License-Identifier: Apache-2.0
/** Shows a resolved timeline at a frame, and plays it: canvas, videos, pictures and sound together. */
import { type DrawingContext, type DrawnBox, type HandMove, drawFrame } from "./drawing";
import { Mixer } from "./mixer";
import { Pictures } from "./pictures";
import {
  type Resolved,
  baseAfter,
  baseAt,
  layersAt,
  overlayFrameAt,
  rateOf,
  sourceFrameAt,
} from "./resolved";
import { upcomingPictures } from "./upcoming";
import { type VideoFiles, VideoPool, type Wanted } from "./video-pool";

export interface PlayerOptions {
  fetcher: (path: string) => Promise<Response>;
  addressOf: (uploadId: number) => string;
  /** Where a video is read that is shown at a time in seconds; this may change to a better place. */
  videos: VideoFiles;
  /** Called for each frame that is reached while playing. */
  onFrame: (frame: number) => void;
  /** Called when the end, or going backwards the start, is reached. */
  onEnd: () => void;
  /** Called when a frame was drawn, with whether its video is on it, if it has one. */
  onDrawn: (frame: number, boxes: DrawnBox[], hasVideo: boolean) => void;
}

const PREPARED_SECONDS = 1.5;
/** Within this time a picture that has not come is waited for with the last one on the screen. */
const HOLD_MILLISECONDS = 5000;
/** The pictures of the next seconds are looked for whenever so many frames have passed. */
const LOOK_FRAMES = 15;

export class Player {
  readonly pictures: Pictures;
  private readonly videos: VideoPool;
  private readonly mixer: Mixer;
  private canvas: HTMLCanvasElement | null = null;
  private resolved: Resolved | null = null;
  private frame = 0;
  private speed = 0;
  private startedAt = 0;
  private startedFrame = 0;
  private timer = 0;
  private drawTimer = 0;
  /** Whether something is on the screen that may be held. */
  private hasPicture = false;
  private heldSince = 0;
  private holdTimer = 0;
  private lookedAt = -LOOK_FRAMES;
  private moved: HandMove | null = null;
  private hidden: ReadonlySet<string> = new Set();
  private muted: ReadonlySet<string> = new Set();

  constructor(private readonly options: PlayerOptions) {
    const redraw = () => this.redraw();
    this.pictures = new Pictures(redraw, options.fetcher);
    this.videos = new VideoPool(redraw, options.videos, () => this.refresh());
    this.mixer = new Mixer(options.addressOf, this.videos, options.videos);
    window.addEventListener("online", this.retry);
  }

  setCanvas(canvas: HTMLCanvasElement | null): void {
    this.canvas = canvas;
    this.redraw();
  }

  setResolved(resolved: Resolved): void {
    this.resolved = resolved;
    this.lookedAt = -LOOK_FRAMES;
    this.seek(this.frame);
  }

  /** Leaves tracks out of picture and sound. */
  setHidden(hidden: ReadonlySet<string>, muted: ReadonlySet<string>): void {
    this.hidden = hidden;
    this.muted = muted;
    this.redraw();
  }

  setVolume(volume: number): void {
    this.mixer.setVolume(volume);
  }

  /** Draws an item where a hand moves it. */
  setMoved(moved: HandMove | null): void {
    this.moved = moved;
    this.redraw();
  }

  /** Shows a frame; while playing it plays on from there. */
  seek(frame: number): void {
    this.frame = frame;
    this.startedFrame = frame;
    this.startedAt = performance.now();
    this.bring();
    this.redraw();
  }

  /** Takes better places of videos, unless it plays: then it does when it stops. */
  refresh(): void {
    if (this.speed === 0) this.seek(this.frame);
  }

  /** Plays at a speed, which may be negative; 0 stops. */
  play(speed: number): void {
    const isStarting = speed !== 0 && this.speed === 0;
    this.speed = speed;
    this.startedFrame = this.frame;
    this.startedAt = performance.now();
    if (isStarting) this.timer = requestAnimationFrame(this.tick);
    if (speed === 0) {
      cancelAnimationFrame(this.timer);
      this.mixer.pause();
      // What plays takes no better place of its video.
      this.videos.pause();
      this.bring();
      this.redraw();
    }
  }

  /** Reads again what could not be read. */
  readonly retry = (): void => {
    this.pictures.retry();
    this.videos.retry();
    this.mixer.retry();
    this.refresh();
  };

  get currentSpeed(): number {
    return this.speed;
  }

  close(): void {
    window.removeEventListener("online", this.retry);
    this.pictures.close();
    cancelAnimationFrame(this.timer);
    cancelAnimationFrame(this.drawTimer);
    window.clearTimeout(this.holdTimer);
    this.speed = 0;
    this.videos.close();
    this.mixer.close();
  }

  private readonly tick = (): void => {
    const { resolved } = this;
    if (this.speed === 0 || !resolved) return;
    const rate = rateOf(resolved);
    const item = baseAt(resolved, this.frame);
    const isWaiting =
      item?.kind === "clip" && item.itemId && !this.videos.elementOf(item.itemId)
        ? !this.videos.hasFailed(item.itemId)
        : false;
    if (isWaiting && this.speed > 0) {
      // The clock stands while the picture is on its way.
      this.startedFrame = this.frame;
      this.startedAt = performance.now();
    }
    const seconds = (performance.now() - this.startedAt) / 1000;
    const frame = Math.floor(this.startedFrame + seconds * rate * this.speed);
    const last = Math.max(0, resolved.frames - 1);
    if (frame > last || frame < 0) {
      this.frame = frame > last ? last : 0;
      this.options.onFrame(this.frame);
      this.options.onEnd();
      return;
    }
    if (frame !== this.frame) {
      this.frame = frame;
      this.options.onFrame(frame);
    }
    this.bring();
    this.mixer.play(resolved, this.frame, this.speed, this.muted);
    this.draw();
    this.timer = requestAnimationFrame(this.tick);
  };

  /** Brings the videos to the frame, and the next ones to where they begin. */
  private bring(): void {
    const { resolved } = this;
    if (!resolved) return;
    const rate = rateOf(resolved);
    const speed = Math.max(0, this.speed);
    const wanted: Wanted[] = [];
    // In the middle of a frame, so that rounding never shows the one beside it.
    const timeOf = (frame: number) => (frame + 0.5) / rate;
    const item = baseAt(resolved, this.frame);
    if (item?.uploadId && item.itemId && (item.kind === "clip" || item.kind === "freeze")) {
      wanted.push({
        itemId: item.itemId,
        uploadId: item.uploadId,
        time: timeOf(sourceFrameAt(item, this.frame)),
        rate: item.kind === "clip" ? (speed * item.speedPct) / 100 : 0,
      });
    }
    for (const layer of layersAt(resolved, this.frame)) {
      const uploadId = layer.image?.videoUploadId;
      if (layer.kind !== "video" || !uploadId) continue;
      const time = timeOf(overlayFrameAt(layer, this.frame));
      wanted.push({ itemId: layer.itemId, uploadId, time, rate: speed });
    }
    const next = item && baseAfter(resolved, item);
    if (next?.uploadId && next.itemId && (next.kind === "clip" || next.kind === "freeze")) {
      const isSoon = next.startFrame - this.frame < rate * PREPARED_SECONDS;
      const time = timeOf(next.sourceFrame ?? 0);
      if (isSoon) wanted.push({ itemId: next.itemId, uploadId: next.uploadId, time, rate: 0 });
    }
    this.videos.want(wanted);
    this.prepare(resolved);
  }

  /** Loads the pictures that the next seconds show. */
  private prepare(resolved: Resolved): void {
    if (Math.abs(this.frame - this.lookedAt) < LOOK_FRAMES) return;
    this.lookedAt = this.frame;
    for (const picture of upcomingPictures(resolved, this.frame)) {
      if ("key" in picture) this.pictures.ofText(picture.key);
      else this.pictures.ofUpload(picture.uploadId);
    }
  }

  /** Draws with the next picture of the screen. */
  private redraw(): void {
    if (this.speed !== 0) return;
    cancelAnimationFrame(this.drawTimer);
    this.drawTimer = requestAnimationFrame(() => this.draw());
  }

  private draw(): void {
    const { canvas, resolved } = this;
    const found = canvas?.getContext("2d", { alpha: false });
    if (!canvas || !resolved || !found) return;
    if (this.isHeld()) return;
    const scale = canvas.width / resolved.size.width;
    found.setTransform(scale, 0, 0, scale, 0, 0);
    const context: DrawingContext = {
      canvas: found,
      resolved,
      pictures: this.pictures,
      videos: this.videos,
      hiddenTracks: this.hidden,
      moved: this.moved,
      boxes: [],
    };
    const isWhole = drawFrame(context, this.frame);
    this.hasPicture ||= isWhole;
    // Tests and assistive scripts read which frame is on the screen, once all of it is there.
    canvas.dataset.frame = isWhole && this.isSettled() ? String(this.frame) : "";
    this.options.onDrawn(this.frame, context.boxes, this.awaitedVideo() === null);
  }

  /** Returns the item of this frame whose video has not come yet, if there is one. */
  private awaitedVideo(): string | null {
    const item = this.resolved && baseAt(this.resolved, this.frame);
    if (item?.kind !== "clip" && item?.kind !== "freeze") return null;
    const id = item.itemId ?? "";
    return this.videos.elementOf(id) || this.videos.hasFailed(id) ? null : id;
  }

  /** Whether the last picture stays, because the video of this frame has not come yet. */
  private isHeld(): boolean {
    if (!this.hasPicture || this.awaitedVideo() === null) {
      this.heldSince = 0;
      return false;
    }
    this.heldSince ||= performance.now();
    const left = this.heldSince + HOLD_MILLISECONDS - performance.now();
    window.clearTimeout(this.holdTimer);
    if (left > 0 && this.speed === 0) {
      this.holdTimer = window.setTimeout(() => this.redraw(), left + 1);
    }
    return left > 0;
  }

  private isSettled(): boolean {
    const { resolved } = this;
    if (!resolved) return false;
    const item = baseAt(resolved, this.frame);
    const isVideo = item?.kind === "clip" || item?.kind === "freeze";
    if (isVideo && !this.videos.isSettled(item.itemId ?? "")) return false;
    return layersAt(resolved, this.frame)
      .filter((layer) => layer.kind === "video")
      .every((layer) => this.videos.isSettled(layer.itemId));
  }
}
