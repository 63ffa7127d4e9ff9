// SPDX-License-Identifier: Apache-2.0
/**
 * Sends the parts of a file that the server does not have yet, several at once.
 *
 * The list of parts at the server is the truth, so a file that is sent again goes on where it was.
 */
import { type RetryOptions, retried } from "./retrying";

export interface PartServer {
  /** Returns the numbers of the parts that are stored; they begin at 1. */
  stored: () => Promise<number[]>;
  /** Returns an address for each of these parts. */
  sign: (partNumbers: number[]) => Promise<Map<number, string>>;
  /** Sends one part to its address. */
  put: (url: string, part: Blob, onSent: (bytes: number) => void) => Promise<void>;
  /** Whether an address has expired, so that another has to be asked for. */
  isExpired: (error: unknown) => boolean;
}

export interface PartPlan {
  file: Blob;
  partBytes: number;
  partCount: number;
}

const AT_ONCE = 4;
const SIGNED_AT_ONCE = 20;

/** Sends what is missing; tells how many bytes of the file are there. */
export async function sendParts(
  plan: PartPlan,
  server: PartServer,
  onSent: (bytes: number) => void,
  retry: RetryOptions,
): Promise<void> {
  const stored = new Set(await retried(server.stored, retry));
  const missing = numbers(plan.partCount).filter((one) => !stored.has(one));
  const sent = new Map([...stored].map((one) => [one, partOf(plan, one).size]));
  const urls = new PartAddresses(server, missing, retry);
  const report = () => onSent([...sent.values()].reduce((sum, bytes) => sum + bytes, 0));
  report();

  const sendOne = async (number: number) => {
    const part = partOf(plan, number);
    const told = (bytes: number) => {
      sent.set(number, Math.min(bytes, part.size));
      report();
    };
    await retried(async () => {
      const url = await urls.of(number);
      try {
        await server.put(url, part, told);
      } catch (error) {
        urls.forget(number);
        told(0);
        throw error;
      }
    }, expiring(retry, server));
    told(part.size);
  };

  const waiting = [...missing];
  const work = async () => {
    for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await sendOne(one);
  };
  const workers = numbers(Math.min(AT_ONCE, missing.length)).map(work);
  try {
    await Promise.all(workers);
  } finally {
    // After a failure the others end with the part that they are at.
    waiting.length = 0;
    await Promise.allSettled(workers);
  }
}

function expiring(retry: RetryOptions, server: PartServer): RetryOptions {
  return {
    ...retry,
    isTransient: (error) => server.isExpired(error) || retry.isTransient(error),
    // An address that expired is nothing to tell people about.
    onWaiting: (error) => {
      if (!server.isExpired(error)) retry.onWaiting?.(error);
    },
  };
}

/** Returns the bytes of a part. */
function partOf({ file, partBytes }: PartPlan, number: number): Blob {
  return file.slice((number - 1) * partBytes, number * partBytes);
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** The addresses of parts, asked for in lots of those that come next. */
class PartAddresses {
  private readonly known = new Map<number, string>();
  private asking: Promise<void> = Promise.resolve();

  constructor(
    private readonly server: PartServer,
    private readonly missing: number[],
    private readonly retry: RetryOptions,
  ) {}

  async of(number: number): Promise<string> {
    // One after another, so that all that wait share the answer of the first.
    this.asking = this.asking.catch(() => undefined).then(() => this.ask(number));
    await this.asking;
    const url = this.known.get(number);
    if (url === undefined) throw new Error(`The server gave no address for part ${number}.`);
    return url;
  }

  forget(number: number): void {
    this.known.delete(number);
  }

  private async ask(number: number): Promise<void> {
    if (this.known.has(number)) return;
    const from = this.missing.indexOf(number);
    const lot = this.missing.slice(from, from + SIGNED_AT_ONCE);
    const signed = await retried(() => this.server.sign(lot), this.retry);
    for (const [one, url] of signed) this.known.set(one, url);
  }
}
