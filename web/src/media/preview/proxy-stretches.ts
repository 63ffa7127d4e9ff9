// SPDX-License-Identifier: Apache-2.0
/** The stretches of the edit proxy of one video, of which those that are looked at are made first. */
import { sessionFetch } from "@/api/client";
import type { Schema } from "@/api/client";
import type { Stretches } from "@/media/compositor";
import { derivedFile } from "@/media/derived";

/** A place that is only passed while scrubbing is not asked for. */
const REST_MILLISECONDS = 200;

type Answer = Schema<"render.ProxyStretchesAnswer">;

export class ProxyStretches {
  readonly stretches: Stretches;
  private readonly stored: Set<number>;
  private readonly impossible = new Set<number>();
  /** The stretch that is waited for, and what ends the waiting. */
  private waiting: { number: number; ending: AbortController } | null = null;

  private constructor(
    private readonly path: string,
    answer: Answer,
    private readonly signal: AbortSignal,
    private readonly onReady: () => void,
  ) {
    this.stored = new Set(answer.stored);
    const [numerator = 30, denominator = 1] = answer.fps.split("/").map(Number);
    this.stretches = {
      rate: { numerator, denominator },
      frames: answer.frames,
      stretchFrames: answer.stretchFrames,
      count: answer.stretches,
      read: async (number, ending) => {
        const found = await derivedFile(`${this.path}/${number}`, ending);
        return found ? found.arrayBuffer() : null;
      },
    };
  }

  /** Returns what is there of the edit proxy of a video; null when it has none. */
  static async of(
    uploadId: number,
    signal: AbortSignal,
    onReady: () => void,
  ): Promise<ProxyStretches | null> {
    const path = `/api/uploads/${uploadId}/edit-proxy/stretches`;
    const address = new URL(path, window.location.origin);
    const response = await sessionFetch(new Request(address, { signal }));
    if (!response.ok) return null;
    return new ProxyStretches(path, (await response.json()) as Answer, signal, onReady);
  }

  /** Whether a stretch is there; one that is not is asked for. */
  holds(number: number): boolean {
    if (this.stored.has(number)) return true;
    if (this.waiting?.number !== number && !this.impossible.has(number)) this.askFor(number);
    return false;
  }

  private askFor(number: number): void {
    this.waiting?.ending.abort();
    const ending = new AbortController();
    this.waiting = { number, ending };
    const signal = AbortSignal.any([this.signal, ending.signal]);
    window.setTimeout(() => void this.wait(number, signal), REST_MILLISECONDS);
  }

  private async wait(number: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const path = `${this.path}/${number}`;
    const found = await derivedFile(path, signal, "HEAD").catch(() => undefined);
    if (signal.aborted) return;
    this.waiting = null;
    if (found) {
      this.stored.add(number);
      this.onReady();
    } else this.impossible.add(number);
  }
}
