// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { VideoPool } from "./video-pool";

const NETWORK = 2;

/** An element that loads nothing by itself. */
class Element extends EventTarget {
  readyState = 0;
  currentTime = 0;
  duration = 10;
  paused = true;
  seeking = false;
  error: { code: number } | null = null;
  loads = 0;
  private address = "";

  get src(): string {
    return this.address;
  }

  set src(address: string) {
    this.address = address;
    this.loads += 1;
    this.error = null;
    this.readyState = 0;
  }

  fail(): void {
    this.error = { code: NETWORK };
    this.dispatchEvent(new Event("error"));
  }

  play(): Promise<void> {
    return Promise.resolve();
  }

  pause(): void {}
}

let elements: Element[];
/** What is answered, one after the other, to who asks whether the file of an upload is there. */
let looks: ((isThere: boolean) => void)[];

beforeEach(() => {
  elements = [];
  looks = [];
  vi.stubGlobal("document", {
    createElement: () => {
      const element = new Element();
      elements.push(element);
      return element;
    },
  });
});

afterEach(() => vi.unstubAllGlobals());

const WANTED = { itemId: "a", uploadId: 1, time: 0, rate: 0 };

function aPool(): { pool: VideoPool; show: (address: string) => void } {
  let address = "";
  const isThere = () => new Promise<boolean>((resolve) => looks.push(resolve));
  const files = { want: () => undefined, fileOf: () => ({ address }), isThere };
  const pool = new VideoPool(
    () => undefined,
    files,
    () => undefined,
  );
  const show = (where: string) => {
    address = where;
    pool.want([WANTED]);
  };
  return { pool, show };
}

async function answered(number: number, isThere: boolean): Promise<void> {
  looks[number]?.(isThere);
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

test("a file that is gone cannot be shown, until it is read again", async () => {
  const { pool, show } = aPool();
  show("/file");
  elements[0]?.fail();
  await answered(0, false);
  expect(pool.hasFailed("a")).toBe(true);
  pool.retry();
  expect([pool.hasFailed("a"), elements[0]?.loads]).toEqual([false, 2]);
});

test("what an earlier try comes to late takes nothing from a newer one of the same file", async () => {
  for (const isThere of [false, true]) {
    elements = [];
    looks = [];
    const { pool, show } = aPool();
    show("/file");
    elements[0]?.fail();
    // A better file is there for another time only.
    show("/proxy");
    show("/file");
    await answered(0, isThere);
    expect([pool.hasFailed("a"), elements[0]?.loads]).toEqual([false, 3]);
  }
});
