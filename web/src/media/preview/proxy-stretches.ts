// SPDX-License-Identifier: Apache-2.0
/** The stretches of the edit proxy of one video, of which those that are looked at are made first. */
import { type Schema, answerOf, api } from "@/api/client";
import type { Stretches } from "@/media/compositor";
import { awaitedFile, derivedFile } from "@/media/derived";

/** Places that are passed faster than this are not asked for. */
const REST_MILLISECONDS = 200;
/** A stretch that cannot be made is not asked for again sooner: the server tries it again later. */
const RETRY_MILLISECONDS = 60_000;

type Answer = Schema<"render.ProxyStretchesAnswer">;

export class ProxyStretches {
  readonly stretches: Stretches;
  private readonly stored: Set<number>;
  /** When each stretch that could not be made is asked for again, in milliseconds. */
  private readonly retriedAt = new Map<number, number>();
  /** The stretches that are waited for, and what ends the waiting. */
  private readonly waiting = new Map<number, AbortController>();

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

  /** Returns what is there of the edit proxy of a video; throws when it has none. */
  static async of(
    uploadId: number,
    signal: AbortSignal,
    onReady: () => void,
  ): Promise<ProxyStretches> {
    const path = "/api/uploads/{uploadId}/edit-proxy/stretches";
    const answer = await answerOf(api.GET(path, { params: { path: { uploadId } }, signal }));
    const address = `/api/uploads/${uploadId}/edit-proxy/stretches`;
    return new ProxyStretches(address, answer, signal, onReady);
  }

  /** Whether a stretch is there. */
  holds(number: number): boolean {
    return this.stored.has(number);
  }

  /** Asks for all that is wanted now and not there, and waits for nothing else any more. */
  want(numbers: ReadonlySet<number>): void {
    for (const [number, ending] of this.waiting) {
      if (numbers.has(number)) continue;
      ending.abort();
      this.waiting.delete(number);
    }
    for (const number of numbers) {
      const isDue = Date.now() >= (this.retriedAt.get(number) ?? 0);
      if (isDue && !this.stored.has(number) && !this.waiting.has(number)) this.askFor(number);
    }
  }

  private askFor(number: number): void {
    const ending = new AbortController();
    this.waiting.set(number, ending);
    const signal = AbortSignal.any([this.signal, ending.signal]);
    window.setTimeout(() => void this.wait(number, signal), REST_MILLISECONDS);
  }

  private async wait(number: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    const path = `${this.path}/${number}`;
    const found = await awaitedFile(path, signal, "HEAD").catch(() => undefined);
    if (signal.aborted) return;
    this.waiting.delete(number);
    if (found === null) this.retriedAt.set(number, Date.now() + RETRY_MILLISECONDS);
    if (!found) return;
    this.stored.add(number);
    this.onReady();
  }
}
