// SPDX-License-Identifier: Apache-2.0
/** Plays in a `<video>` what is there of an edit proxy: stretches are appended where it is shown. */

/** How an edit proxy is divided, and what reads one of its stretches. */
export interface Stretches {
  /** The frames in a second, exact as numerator and denominator. */
  rate: { numerator: number; denominator: number };
  frames: number;
  /** How many frames each stretch has; the last one may have more or fewer. */
  stretchFrames: number;
  count: number;
  /** Returns the file of a stretch, counted from 1, once it is made; null when it cannot be made. */
  read: (number: number, signal: AbortSignal) => Promise<ArrayBuffer | null>;
}

const TYPE = 'video/mp4; codecs="avc1.4d4028"';
/** So many stretches are kept at most: browsers limit what an element holds. */
const MOST_KEPT = 12;
/** Within this time before its end the next stretch is appended, too. */
const SOON_SECONDS = 4;

/** Whether this browser plays edit proxies by stretches. */
export function playsStretches(): boolean {
  return typeof MediaSource !== "undefined" && MediaSource.isTypeSupported(TYPE);
}

/** Returns the number of the stretch that holds a time in seconds. */
export function stretchAt({ rate, stretchFrames, count }: Stretches, time: number): number {
  const frame = Math.floor((time * rate.numerator) / rate.denominator + 1e-6);
  return Math.min(count, Math.max(1, Math.floor(frame / stretchFrames) + 1));
}

/** Returns the time at which a stretch begins, in seconds. */
export function startOf({ rate, stretchFrames }: Stretches, number: number): number {
  return ((number - 1) * stretchFrames * rate.denominator) / rate.numerator;
}

/** Returns which stretches are wanted for a time: the one that holds it, and the next if it is near. */
export function wantedAt(stretches: Stretches, time: number): number[] {
  const shown = stretchAt(stretches, time);
  const isLast = shown >= stretches.count;
  const isNear = !isLast && startOf(stretches, shown + 1) - time < SOON_SECONDS;
  return isNear ? [shown, shown + 1] : [shown];
}

/** Returns the stretch that may be given up for another one: that which is farthest from it. */
export function farthest(kept: Iterable<number>, from: number): number | undefined {
  const distance = (one: number) => Math.abs(one - from);
  return [...kept].sort((one, other) => distance(other) - distance(one))[0];
}

/** What cannot be read now is asked for again after this time. */
const AGAIN_MILLISECONDS = 2000;

export class StretchSource {
  private readonly media = new MediaSource();
  private readonly address = URL.createObjectURL(this.media);
  private readonly kept = new Set<number>();
  private readonly asked = new Set<number>();
  /** What was wanted last. */
  private wanted: number[] = [];
  private readonly ending = new AbortController();
  private buffer: SourceBuffer | null = null;
  /** What is done with the buffer, one after the other; it never fails. */
  private work: Promise<void>;

  /** `onAppend` is called whenever the element has another stretch. */
  constructor(
    element: HTMLVideoElement,
    private readonly stretches: Stretches,
    private readonly onAppend: () => void,
  ) {
    this.work = new Promise((resolve) => {
      this.media.addEventListener("sourceopen", () => resolve(this.open()), { once: true });
    });
    element.src = this.address;
  }

  /** Whether the element has what is shown at a time. */
  holds(time: number): boolean {
    return this.kept.has(stretchAt(this.stretches, time));
  }

  /** Appends what is shown at a time, if it is not there. */
  want(time: number): void {
    this.wanted = wantedAt(this.stretches, time);
    this.askForWanted();
  }

  private askForWanted(): void {
    for (const number of this.wanted) {
      if (this.kept.has(number) || this.asked.has(number)) continue;
      this.asked.add(number);
      void this.add(number);
    }
  }

  /** Ends all requests; the element must not be used with this source any more. */
  close(): void {
    this.ending.abort();
    URL.revokeObjectURL(this.address);
  }

  private open(): void {
    const { rate, frames } = this.stretches;
    // The element may have been given another video since it began to open this one.
    if (this.media.readyState !== "open") return;
    this.media.duration = (frames * rate.denominator) / rate.numerator;
    this.buffer = this.media.addSourceBuffer(TYPE);
  }

  /** Reads a stretch and appends it; one that cannot be made is not asked for again. */
  private async add(number: number): Promise<void> {
    const { signal } = this.ending;
    try {
      const file = await this.stretches.read(number, signal);
      if (!file) return;
      // An element that has failed takes nothing any more, and shows so itself.
      this.work = this.work.then(() => this.append(number, file)).catch(() => undefined);
      await this.work;
      this.asked.delete(number);
    } catch {
      // The server cannot answer now, or nobody waits any more.
      if (!signal.aborted) window.setTimeout(() => this.askAgain(number), AGAIN_MILLISECONDS);
    }
  }

  /** Asks again for what could not be read, if it is still wanted: nobody else does while it stands. */
  private askAgain(number: number): void {
    this.asked.delete(number);
    if (!this.ending.signal.aborted) this.askForWanted();
  }

  private async append(number: number, file: ArrayBuffer): Promise<void> {
    const { buffer } = this;
    if (!buffer || this.ending.signal.aborted || this.media.readyState !== "open") return;
    await this.makeRoom(buffer, number);
    buffer.timestampOffset = startOf(this.stretches, number);
    buffer.appendBuffer(file);
    await ended(buffer);
    this.kept.add(number);
    this.onAppend();
  }

  private async makeRoom(buffer: SourceBuffer, number: number): Promise<void> {
    const given = this.kept.size < MOST_KEPT ? undefined : farthest(this.kept, number);
    if (given === undefined) return;
    this.kept.delete(given);
    const isLast = given >= this.stretches.count;
    const end = isLast ? this.media.duration : startOf(this.stretches, given + 1);
    buffer.remove(startOf(this.stretches, given), end);
    await ended(buffer);
  }
}

function ended(buffer: SourceBuffer): Promise<void> {
  return new Promise((resolve) => {
    buffer.addEventListener("updateend", () => resolve(), { once: true });
  });
}
