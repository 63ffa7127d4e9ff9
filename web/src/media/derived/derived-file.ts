// SPDX-License-Identifier: Apache-2.0
/** Files that the server derives from uploads when they are first asked for. */
import { sessionFetch } from "@/api/client";
import { ApiError } from "@/api/error";
import { retried } from "@/lib/retrying";

const LONGEST_SECONDS = 10;
/** Refusals that say nothing of the file: the session has ended, or there were too many requests. */
const OF_THE_REQUEST = [401, 429];

/**
 * Returns the answer with a derived file, after waiting until the server has made it.
 *
 * Null means that there is none and none can be made, such as the waveform of a silent video. A
 * server that cannot answer now throws an `ApiError`, so that it is asked again later.
 */
export async function derivedFile(
  path: string,
  signal: AbortSignal,
  method: "GET" | "HEAD" = "GET",
): Promise<Response | null> {
  for (let tries = 0; ; tries += 1) {
    const address = new URL(path, window.location.origin);
    const response = await sessionFetch(new Request(address, { method, signal }));
    if (response.status === 200) return response;
    if (response.status !== 202) {
      const isFinal = response.status < 500 && !OF_THE_REQUEST.includes(response.status);
      if (isFinal) return null;
      throw new ApiError(response.status, {});
    }
    const asked = Number(response.headers.get("retry-after")) || 2;
    // What takes long is asked for less often.
    await pause(1000 * Math.min(LONGEST_SECONDS, asked * (1 + tries / 5)), signal);
  }
}

/** Returns what `derivedFile` does; a server that cannot answer for a while is waited for, too. */
export function awaitedFile(
  path: string,
  signal: AbortSignal,
  method: "GET" | "HEAD" = "GET",
): Promise<Response | null> {
  const isTransient = (error: unknown) => error instanceof ApiError;
  return retried(() => derivedFile(path, signal, method), { signal, isTransient });
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason as Error);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    signal.addEventListener("abort", stop, { once: true });
  });
}
