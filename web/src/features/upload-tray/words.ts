// SPDX-License-Identifier: Apache-2.0
/** What is said of the uploads of this window. */
import { formatBytes } from "@/lib/formats";
import type { UploadPhase, UploadRow } from "@/lib/upload-engine";
import type { JobState } from "@/ui/job-status";

/** Returns the state of an upload in the words of all jobs. */
export function uploadState(row: UploadRow): JobState {
  switch (row.phase) {
    case "waiting":
      return { kind: "queued" };
    case "uploading":
      if (row.isOffline) return { kind: "queued", word: "Waiting for the connection" };
      return { kind: "running", word: "Uploading", percent: percentOf(row), ...timeLeft(row) };
    case "paused":
      return { kind: "queued", word: `Paused at ${Math.floor(percentOf(row))} %` };
    case "duplicate":
      return { kind: "queued", word: "You already have this file" };
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

/** Returns how much of the file is at the server. */
export function percentOf({ file, sentBytes }: UploadRow): number {
  return (sentBytes / Math.max(1, file.size)) * 100;
}

/** Returns the speed of a running upload: `14 MB/s`. */
export function speedOf(row: UploadRow): string {
  if (row.phase !== "uploading" || row.isOffline || row.bytesPerSecond === 0) return "";
  return `${formatBytes(row.bytesPerSecond)}/s`;
}

function timeLeft({ file, sentBytes, bytesPerSecond }: UploadRow): { secondsLeft?: number } {
  return bytesPerSecond > 0 ? { secondsLeft: (file.size - sentBytes) / bytesPerSecond } : {};
}

const TOLD: [UploadPhase, string][] = [
  ["uploading", "uploading"],
  ["waiting", "waiting"],
  ["paused", "paused"],
  ["verifying", "verifying"],
  ["failed", "failed"],
  ["duplicate", "already there"],
];

/** Returns how many uploads are in which phase: `1 uploading · 1 failed`. */
export function summaryOf(rows: UploadRow[], unfinished: number): string {
  const counted = TOLD.map(([phase, word]): [number, string] => [
    rows.filter((row) => row.phase === phase).length,
    word,
  ]);
  return [...counted, [unfinished, "interrupted"] as const]
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(" · ");
}
