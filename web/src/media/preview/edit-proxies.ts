// SPDX-License-Identifier: Apache-2.0
/** Which videos of a timeline have an edit proxy, or the part of it that is looked at. */
import { ApiError } from "@/api/error";
import { retried } from "@/lib/retrying";
import { type VideoFile, playsStretches, stretchAt } from "@/media/compositor";
import { awaitedFile } from "@/media/derived";

import { ProxyStretches } from "./proxy-stretches";

export class EditProxies {
  private readonly ready = new Set<number>();
  private readonly asked = new Set<number>();
  private readonly parts = new Map<number, ProxyStretches>();
  private readonly ending = new AbortController();

  /** `onReady` is called whenever another video has its proxy, or another part of it. */
  constructor(private readonly onReady: () => void) {}

  /** Asks for what is not there of all that is shown now or soon; times are in seconds. */
  want(wanted: { uploadId: number; time: number }[]): void {
    for (const [uploadId, part] of this.parts) {
      const times = wanted.filter((one) => one.uploadId === uploadId).map((one) => one.time);
      part.want(new Set(times.map((time) => stretchAt(part.stretches, time))));
    }
  }

  /**
   * Returns where a video is read that is shown at a time, in seconds.
   *
   * That is its proxy once it is there, else the stretches of it, if they hold this time, else its
   * file.
   */
  fileOf(uploadId: number, time: number): VideoFile {
    if (!this.asked.has(uploadId)) {
      this.asked.add(uploadId);
      void this.wait(uploadId);
    }
    const path = `/api/uploads/${uploadId}`;
    if (this.ready.has(uploadId)) return { address: `${path}/edit-proxy` };
    const part = this.parts.get(uploadId);
    if (part?.holds(stretchAt(part.stretches, time))) {
      return { address: `${path}/edit-proxy/stretches`, stretches: part.stretches };
    }
    return { address: `${path}/file` };
  }

  /** Stops waiting. */
  close(): void {
    this.ending.abort();
  }

  private async wait(uploadId: number): Promise<void> {
    const path = `/api/uploads/${uploadId}/edit-proxy`;
    const { signal } = this.ending;
    if (playsStretches()) void this.waitForParts(uploadId);
    // What fails leaves the file, with which the preview works, too.
    const found = await awaitedFile(path, signal, "HEAD").catch(() => null);
    if (!found || signal.aborted) return;
    this.parts.delete(uploadId);
    this.ready.add(uploadId);
    this.onReady();
  }

  private async waitForParts(uploadId: number): Promise<void> {
    const { signal } = this.ending;
    const isTransient = (error: unknown) =>
      error instanceof ApiError && (error.status === 0 || error.status >= 500);
    const read = () => ProxyStretches.of(uploadId, signal, this.onReady);
    const part = await retried(read, { signal, isTransient }).catch(() => null);
    if (!part || signal.aborted || this.ready.has(uploadId)) return;
    this.parts.set(uploadId, part);
    this.onReady();
  }
}
