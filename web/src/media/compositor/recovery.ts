// SPDX-License-Identifier: Apache-2.0
/** Decides what is done when a media element could not read a file: most of that passes. */
import { ApiError } from "@/api/error";
import { retried } from "@/lib/retrying";

/** Returns whether a file is there; throws an `ApiError` while the server cannot answer. */
export type Look = (signal: AbortSignal) => Promise<boolean>;

/** `MediaError.MEDIA_ERR_DECODE`: what was read is no video, or one that this browser cannot play. */
const CANNOT_DECODE = 3;
/** An element that fails more often than this within a while cannot play a file that is there. */
const MOST_FAILURES = 3;
const WHILE_MILLISECONDS = 60_000;
const PAUSE_MILLISECONDS = 1000;

export class Recovery {
  /**
   * When each element failed to read each address: elements of several clips may read the same file,
   * and one connection that breaks is a failure of each.
   */
  private failures = new WeakMap<object, Map<string, number[]>>();
  private readonly ending = new AbortController();

  /**
   * Waits until an element may read a file again that failed by a code of `MediaError`.
   *
   * False when this browser cannot play it, when it is gone, or when the server was away for long.
   */
  async mayReadAgain(
    element: object,
    address: string,
    code: number,
    look: Look,
  ): Promise<boolean> {
    const { signal } = this.ending;
    const isTransient = (error: unknown) => error instanceof ApiError;
    const isThere = await retried(() => look(signal), { signal, isTransient }).catch(() => false);
    if (!isThere || signal.aborted || code === CANNOT_DECODE) return false;
    const count = this.countFailure(element, address);
    if (count > MOST_FAILURES) return false;
    // The first time is most likely a connection that broke.
    if (count > 1) await new Promise((resolve) => setTimeout(resolve, PAUSE_MILLISECONDS));
    return !signal.aborted;
  }

  /** Forgets all failures, such as when a network is there again. */
  clear(): void {
    this.failures = new WeakMap();
  }

  /** Ends all waiting. */
  close(): void {
    this.ending.abort();
  }

  private countFailure(element: object, address: string): number {
    const now = Date.now();
    const ofElement = this.failures.get(element) ?? new Map<string, number[]>();
    const earlier = ofElement.get(address) ?? [];
    const found = [...earlier.filter((at) => now - at < WHILE_MILLISECONDS), now];
    this.failures.set(element, ofElement.set(address, found));
    return found.length;
  }
}
