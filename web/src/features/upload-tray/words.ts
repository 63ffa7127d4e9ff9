// SPDX-License-Identifier: Apache-2.0
import type { UploadRow } from "@/lib/upload-engine";
import type { JobState } from "@/ui/job-status";

/** Returns the state of an upload in the words of all jobs. */
export function uploadState(row: UploadRow): JobState {
  const { size } = row.file;
  switch (row.phase) {
    case "waiting":
      return { kind: "queued" };
    case "uploading":
      return {
        kind: "running",
        word: "Uploading",
        percent: size > 0 ? (row.sentBytes / size) * 100 : 0,
        secondsLeft:
          row.bytesPerSecond > 0 ? (size - row.sentBytes) / row.bytesPerSecond : undefined,
      };
    case "verifying":
      return { kind: "running", word: "Verifying" };
    case "ready":
      return { kind: "ready" };
    case "failed":
      return { kind: "failed", reason: row.reason ?? "" };
    case "cancelled":
      return { kind: "cancelled" };
  }
}
