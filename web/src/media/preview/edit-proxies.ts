// SPDX-License-Identifier: Apache-2.0
/** Which videos of a timeline have an edit proxy, which is quicker to seek in than their file. */
import { derivedFile } from "@/media/derived";

export class EditProxies {
  private readonly ready = new Set<number>();
  private readonly asked = new Set<number>();
  private readonly ending = new AbortController();

  /** `onReady` is called whenever another video has its proxy. */
  constructor(private readonly onReady: () => void) {}

  /** Returns the address of a video: that of its proxy once it is there, else that of its file. */
  addressOf(uploadId: number): string {
    if (!this.asked.has(uploadId)) {
      this.asked.add(uploadId);
      void this.wait(uploadId);
    }
    const what = this.ready.has(uploadId) ? "edit-proxy" : "file";
    return `/api/uploads/${uploadId}/${what}`;
  }

  /** Stops waiting. */
  close(): void {
    this.ending.abort();
  }

  private async wait(uploadId: number): Promise<void> {
    const path = `/api/uploads/${uploadId}/edit-proxy`;
    const { signal } = this.ending;
    // What fails leaves the file, with which the preview works, too.
    const found = await derivedFile(path, signal, "HEAD").catch(() => null);
    if (!found || signal.aborted) return;
    this.ready.add(uploadId);
    this.onReady();
  }
}
