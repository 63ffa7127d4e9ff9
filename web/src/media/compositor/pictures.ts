// SPDX-License-Identifier: Apache-2.0
/** The images and text images that a preview draws: each is loaded once and kept. */
import { type Offset, offsetOf } from "./text-image";

export interface Picture {
  image: ImageBitmap | HTMLImageElement;
  width: number;
  height: number;
  /** How far a text image lies from its anchor. */
  offset: Offset;
}

type Loading = { state: "loading" } | { state: "failed" } | { state: "ready"; picture: Picture };

/** A picture that is wanted; what an older one of its name comes to says nothing of it. */
interface Entry {
  now: Loading;
}

const MAX_PICTURES = 200;
/** How long it is waited before each further try. */
const PAUSES_MILLISECONDS = [1000, 3000, 10_000];

/** Loads pictures by name and calls back when one has come or has failed. */
export class Pictures {
  private readonly loaded = new Map<string, Entry>();
  private readonly timers = new Set<ReturnType<typeof setTimeout>>();

  constructor(
    private readonly onChange: () => void,
    private readonly fetcher: (path: string) => Promise<Response>,
  ) {}

  /** Returns the picture of an image upload, or its state. */
  ofUpload(uploadId: number): Loading {
    const path = `/api/uploads/${uploadId}`;
    // Browsers draw no HEIC; its thumbnail is a JPEG.
    const load = () => loadImage(`${path}/file`).catch(() => loadImage(`${path}/thumb`));
    return this.get(`upload/${uploadId}`, load);
  }

  /** Returns the picture of a text, or its state. */
  ofText(key: string): Loading {
    return this.get(`text/${key}`, () => this.loadText(`/api/text-images/${key}.png`));
  }

  /** Loads no picture any more. */
  close(): void {
    this.endTimers();
    this.loaded.clear();
  }

  /** Tries again what has failed. */
  retry(): void {
    this.endTimers();
    for (const [name, one] of this.loaded) if (one.now.state === "failed") this.loaded.delete(name);
  }

  private get(name: string, load: () => Promise<Picture>): Loading {
    const known = this.loaded.get(name);
    if (known) return known.now;
    const entry: Entry = { now: { state: "loading" } };
    this.loaded.set(name, entry);
    this.forgetOldest();
    void this.load(name, entry, load, 0);
    return entry.now;
  }

  /** Loads a picture; one that fails is shown as failed, and tried again some times. */
  private async load(
    name: string,
    entry: Entry,
    load: () => Promise<Picture>,
    failures: number,
  ): Promise<void> {
    const now = await load().then(
      (picture): Loading => ({ state: "ready", picture }),
      (): Loading => ({ state: "failed" }),
    );
    if (this.loaded.get(name) !== entry) return;
    entry.now = now;
    const pause = now.state === "failed" ? PAUSES_MILLISECONDS[failures] : undefined;
    if (pause !== undefined) {
      this.later(pause, () => void this.load(name, entry, load, failures + 1));
    }
    this.onChange();
  }

  private later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      run();
    }, milliseconds);
    this.timers.add(timer);
  }

  private endTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private forgetOldest(): void {
    const oldest = this.loaded.size > MAX_PICTURES ? this.loaded.keys().next().value : undefined;
    if (oldest !== undefined) this.loaded.delete(oldest);
  }

  private async loadText(path: string): Promise<Picture> {
    const response = await this.fetcher(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const bytes = await response.arrayBuffer();
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    return { image, width: image.width, height: image.height, offset: offsetOf(bytes) };
  }
}

async function loadImage(path: string): Promise<Picture> {
  const image = new Image();
  image.src = path;
  await image.decode();
  const { naturalWidth: width, naturalHeight: height } = image;
  return { image, width, height, offset: { x: 0, y: 0 } };
}
