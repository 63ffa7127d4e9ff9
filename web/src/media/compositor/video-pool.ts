// SPDX-License-Identifier: Apache-2.0
/** A few `<video>` elements that show the videos of a timeline in turn. */

import { Recovery } from "./recovery";
import { StretchSource, type Stretches } from "./stretch-source";

/** Where a video is read: at an address, or by stretches, which have no sound. */
export interface VideoFile {
  address: string;
  stretches?: Stretches;
}

/** A video that is wanted: which item, which file, and at what time. */
export interface Wanted {
  /** The item, or an item that comes next and is only got ready. */
  itemId: string;
  uploadId: number;
  /** The time in the file in seconds. */
  time: number;
  /** How fast the file plays; 0 shows one frame. */
  rate: number;
}

interface Slot {
  element: HTMLVideoElement;
  itemId: string;
  uploadId: number;
  address: string;
  /** What reads the video by stretches; null for one that is read whole. */
  source: StretchSource | null;
  /** The time that is wanted while a seek is going on. */
  target: number;
  hasFailed: boolean;
  /** How often it was made to read a file: what an earlier one came to says nothing of the newest. */
  loads: number;
  usedAt: number;
}

/** Where videos are read, and whether they are still there. */
export interface VideoFiles {
  /** Told of all that is wanted now, before the file of each is asked for. */
  want: (wanted: Pick<Wanted, "uploadId" | "time">[]) => void;
  fileOf: (uploadId: number, time: number) => VideoFile;
  /** Throws an `ApiError` while the server cannot answer. */
  isThere: (uploadId: number, signal: AbortSignal) => Promise<boolean>;
}

const SLOTS = 5;
/** While playing, a video may be so many seconds away from where it should be. */
const DRIFT_SECONDS = 0.12;
const EXACT_SECONDS = 0.004;

export class VideoPool {
  private readonly slots: Slot[] = [];
  /** The addresses of files that this browser cannot play. */
  private readonly unplayable = new Set<string>();
  private readonly recovery = new Recovery();
  private uses = 0;

  constructor(
    private readonly onChange: () => void,
    private readonly files: VideoFiles,
    /** Called when a file cannot be played: another place of it may be known meanwhile. */
    private readonly onFailure: () => void,
  ) {}

  /** Brings the wanted videos to their times; those that nobody wants are paused. */
  want(wanted: Wanted[]): void {
    this.files.want(wanted);
    for (const one of wanted) this.show(one);
    const ids = new Set(wanted.map((one) => one.itemId));
    for (const slot of this.slots) if (!ids.has(slot.itemId)) slot.element.pause();
  }

  /** Returns the element that shows an item, if it has a picture of it. */
  elementOf(itemId: string): HTMLVideoElement | null {
    const slot = this.slots.find((one) => one.itemId === itemId);
    return slot && hasPicture(slot) ? slot.element : null;
  }

  /** Returns the element of an item whether or not it has a picture. */
  soundOf(itemId: string): HTMLVideoElement | null {
    return this.slots.find((one) => one.itemId === itemId)?.element ?? null;
  }

  /** Whether the video of an item is read without its sound. */
  isSilent(itemId: string): boolean {
    return this.slots.some((one) => one.itemId === itemId && one.source !== null);
  }

  /** Whether the file of an item cannot be played. */
  hasFailed(itemId: string): boolean {
    return this.slots.some((one) => one.itemId === itemId && one.hasFailed);
  }

  /** Whether an item shows exactly the time that was wanted of it. */
  isSettled(itemId: string): boolean {
    const slot = this.slots.find((one) => one.itemId === itemId);
    if (!slot) return false;
    if (slot.hasFailed) return true;
    return hasPicture(slot) && !slot.element.seeking;
  }

  pause(): void {
    for (const slot of this.slots) slot.element.pause();
  }

  /** Reads again what has failed: the network is there again. */
  retry(): void {
    this.recovery.clear();
    this.unplayable.clear();
    for (const slot of this.slots) {
      // What is read by stretches gets its file by its next use.
      if (slot.hasFailed && !slot.source) this.load(slot, slot.uploadId, { address: slot.address });
    }
  }

  /** Ends the use of all elements. */
  close(): void {
    this.recovery.close();
    for (const { element, source } of this.slots) {
      source?.close();
      element.pause();
      element.removeAttribute("src");
      element.load();
    }
    this.slots.length = 0;
  }

  private show(wanted: Wanted): void {
    const slot = this.slotFor(wanted);
    const { element } = slot;
    slot.usedAt = ++this.uses;
    slot.target = wanted.time;
    slot.source?.want(wanted.time);
    if (wanted.rate > 0) {
      if (element.playbackRate !== wanted.rate) element.playbackRate = wanted.rate;
      if (Math.abs(element.currentTime - wanted.time) > DRIFT_SECONDS) seek(slot);
      if (element.paused) void element.play().catch(() => undefined);
    } else {
      if (!element.paused) element.pause();
      if (Math.abs(element.currentTime - wanted.time) > EXACT_SECONDS) seek(slot);
    }
  }

  private slotFor({ itemId, uploadId, time, rate }: Wanted): Slot {
    const file = this.files.fileOf(uploadId, time);
    const { address } = file;
    const same = this.slots.find((one) => one.itemId === itemId && one.uploadId === uploadId);
    if (same) {
      // What plays is not interrupted for a better file.
      const isFree = same.hasFailed || (rate === 0 && same.element.paused);
      // What is read by stretches waits for the next one, where nothing else can be shown.
      const isWorse = same.source !== null && this.unplayable.has(address);
      if (same.address !== address && isFree && !isWorse) this.load(same, uploadId, file);
      return same;
    }
    const slot = this.slots.length < SLOTS ? this.newSlot() : this.oldest();
    slot.itemId = itemId;
    slot.element.pause();
    if (slot.address !== address || slot.hasFailed) this.load(slot, uploadId, file);
    return slot;
  }

  /** Makes an element read a file. */
  private load(slot: Slot, uploadId: number, { address, stretches }: VideoFile): void {
    slot.source?.close();
    slot.uploadId = uploadId;
    slot.address = address;
    slot.hasFailed = false;
    slot.loads += 1;
    slot.source = null;
    if (!stretches) {
      slot.element.src = address;
      return;
    }
    slot.source = new StretchSource(slot.element, stretches, () => {
      if (Math.abs(slot.element.currentTime - slot.target) > EXACT_SECONDS) seek(slot);
      this.onChange();
    });
  }

  /** Reads the file of an element again if it failed by something that passes. */
  private async recover(slot: Slot): Promise<void> {
    const { address, uploadId, source, element, loads } = slot;
    const code = element.error?.code ?? 0;
    const look = (signal: AbortSignal) => this.files.isThere(uploadId, signal);
    // Stretches are asked for again one by one: what failed of them cannot be decoded.
    const mayPlay =
      source === null && (await this.recovery.mayReadAgain(element, address, code, look));
    if (slot.loads !== loads || !this.slots.includes(slot)) return;
    if (mayPlay) {
      this.load(slot, uploadId, { address });
      return;
    }
    slot.hasFailed = true;
    this.unplayable.add(address);
    this.onFailure();
  }

  private oldest(): Slot {
    return this.slots.reduce((one, other) => (one.usedAt < other.usedAt ? one : other));
  }

  private newSlot(): Slot {
    const element = document.createElement("video");
    element.preload = "auto";
    element.playsInline = true;
    element.preservesPitch = true;
    const slot: Slot = {
      element,
      itemId: "",
      uploadId: 0,
      address: "",
      source: null,
      target: 0,
      hasFailed: false,
      loads: 0,
      usedAt: 0,
    };
    element.addEventListener("seeked", () => {
      if (element.paused && Math.abs(element.currentTime - slot.target) > EXACT_SECONDS) seek(slot);
      this.onChange();
    });
    element.addEventListener("loadedmetadata", () => {
      if (Math.abs(element.currentTime - slot.target) > EXACT_SECONDS) seek(slot);
    });
    element.addEventListener("loadeddata", () => {
      // What plays for one clip is not kept from the others.
      if (!slot.source) this.unplayable.delete(slot.address);
      this.onChange();
    });
    element.addEventListener("canplay", () => this.onChange());
    element.addEventListener("error", () => void this.recover(slot));
    this.slots.push(slot);
    return slot;
  }
}

/** Whether an element has a picture of the time that is wanted, or of one close to it. */
function hasPicture({ element, source, target }: Slot): boolean {
  return element.readyState >= 2 && (source?.holds(target) ?? true);
}

/** Seeks at once, or when the file has begun to load or the seek that is going on has ended. */
function seek(slot: Slot): void {
  const { element, source, target } = slot;
  // A browser would show what lies close to a stretch that has not come yet.
  if (source && !source.holds(target)) return;
  if (element.seeking || element.readyState < 1) return;
  element.currentTime = Math.min(target, Math.max(0, (element.duration || target) - 0.001));
}
