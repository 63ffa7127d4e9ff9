// SPDX-License-Identifier: Apache-2.0
/** A few `<video>` elements that show the videos of a timeline in turn. */

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
  /** The time that is wanted while a seek is going on. */
  target: number;
  hasFailed: boolean;
  usedAt: number;
}

const SLOTS = 5;
/** While playing, a video may be so many seconds away from where it should be. */
const DRIFT_SECONDS = 0.12;
const EXACT_SECONDS = 0.004;

export class VideoPool {
  private readonly slots: Slot[] = [];
  private uses = 0;

  constructor(
    private readonly onChange: () => void,
    private readonly addressOf: (uploadId: number) => string,
    private readonly onElement: (element: HTMLVideoElement) => void = () => undefined,
  ) {}

  /** Brings the wanted videos to their times; those that nobody wants are paused. */
  want(wanted: Wanted[]): void {
    for (const one of wanted) this.show(one);
    const ids = new Set(wanted.map((one) => one.itemId));
    for (const slot of this.slots) if (!ids.has(slot.itemId)) slot.element.pause();
  }

  /** Returns the element that shows an item, if it has a picture of it. */
  elementOf(itemId: string): HTMLVideoElement | null {
    const slot = this.slots.find((one) => one.itemId === itemId);
    return slot && slot.element.readyState >= 2 ? slot.element : null;
  }

  /** Returns the element of an item whether or not it has a picture. */
  soundOf(itemId: string): HTMLVideoElement | null {
    return this.slots.find((one) => one.itemId === itemId)?.element ?? null;
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
    return slot.element.readyState >= 2 && !slot.element.seeking;
  }

  pause(): void {
    for (const slot of this.slots) slot.element.pause();
  }

  /** Ends the use of all elements. */
  close(): void {
    for (const { element } of this.slots) {
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
    if (wanted.rate > 0) {
      if (element.playbackRate !== wanted.rate) element.playbackRate = wanted.rate;
      if (Math.abs(element.currentTime - wanted.time) > DRIFT_SECONDS) seek(slot);
      if (element.paused) void element.play().catch(() => undefined);
    } else {
      if (!element.paused) element.pause();
      if (Math.abs(element.currentTime - wanted.time) > EXACT_SECONDS) seek(slot);
    }
  }

  private slotFor({ itemId, uploadId, rate }: Wanted): Slot {
    const address = this.addressOf(uploadId);
    const same = this.slots.find((one) => one.itemId === itemId && one.uploadId === uploadId);
    if (same) {
      // What plays is not interrupted for a better file.
      const isFree = same.hasFailed || (rate === 0 && same.element.paused);
      if (same.address !== address && isFree) load(same, uploadId, address);
      return same;
    }
    const slot = this.slots.length < SLOTS ? this.newSlot() : this.oldest();
    slot.itemId = itemId;
    slot.element.pause();
    if (slot.address !== address || slot.hasFailed) load(slot, uploadId, address);
    return slot;
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
      target: 0,
      hasFailed: false,
      usedAt: 0,
    };
    element.addEventListener("seeked", () => {
      if (element.paused && Math.abs(element.currentTime - slot.target) > EXACT_SECONDS) seek(slot);
      this.onChange();
    });
    element.addEventListener("loadedmetadata", () => {
      if (Math.abs(element.currentTime - slot.target) > EXACT_SECONDS) seek(slot);
    });
    element.addEventListener("loadeddata", () => this.onChange());
    element.addEventListener("error", () => {
      slot.hasFailed = true;
      this.onChange();
    });
    this.onElement(element);
    this.slots.push(slot);
    return slot;
  }
}

/** Makes an element read a file. */
function load(slot: Slot, uploadId: number, address: string): void {
  slot.uploadId = uploadId;
  slot.address = address;
  slot.hasFailed = false;
  slot.element.src = address;
}

/** Seeks at once, or when the file has begun to load or the seek that is going on has ended. */
function seek(slot: Slot): void {
  const { element, target } = slot;
  if (element.seeking || element.readyState < 1) return;
  element.currentTime = Math.min(target, Math.max(0, (element.duration || target) - 0.001));
}
