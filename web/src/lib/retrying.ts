// SPDX-License-Identifier: Apache-2.0
/** Tries again what failed for a reason that passes by itself. */

export interface RetryOptions {
  signal: AbortSignal;
  /** Whether an error may be gone the next time. */
  isTransient: (error: unknown) => boolean;
  /** Told before each wait, and with undefined when a try succeeded after one. */
  onWaiting?: (error: unknown) => void;
  pause?: (milliseconds: number) => Promise<void>;
  random?: () => number;
}

/** A server that restarts or a network that is away is waited for about ten minutes. */
const TRIES = 25;
const LONGEST_MILLISECONDS = 30_000;

/** Returns how long to wait after a number of failures: twice as long each time, with jitter. */
export function delayAfter(failures: number, random: () => number): number {
  const longest = Math.min(LONGEST_MILLISECONDS, 500 * 2 ** failures);
  return longest / 2 + (random() * longest) / 2;
}

/** Calls a function until it succeeds, fails for good, or was aborted. */
export async function retried<Result>(
  call: () => Promise<Result>,
  options: RetryOptions,
): Promise<Result> {
  const { signal, isTransient, onWaiting, random = Math.random } = options;
  const pause = options.pause ?? pauseFor;
  for (let failures = 0; ; failures += 1) {
    try {
      const result = await call();
      if (failures > 0) onWaiting?.(undefined);
      return result;
    } catch (error) {
      if (signal.aborted || failures + 1 >= TRIES || !isTransient(error)) throw error;
      onWaiting?.(error);
      await pause(delayAfter(failures, random));
      signal.throwIfAborted();
    }
  }
}

/** Waits; the network coming back ends a wait early. */
function pauseFor(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      window.removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    window.addEventListener("online", done);
  });
}
