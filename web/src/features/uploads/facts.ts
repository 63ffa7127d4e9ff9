// SPDX-License-Identifier: Apache-2.0
/** What is said of an upload, and in which order uploads are listed. */
import type { Schema } from "@/api/client";
import { formatBytes, formatDay } from "@/lib/formats";

export type Upload = Schema<"library.AssetResource">;

export type Order = "newest" | "oldest" | "name" | "largest" | "longest" | "recent";

export const ORDERS: [Order, string][] = [
  ["newest", "Newest first"],
  ["oldest", "Oldest first"],
  ["name", "By name"],
  ["largest", "Largest first"],
  ["longest", "Longest first"],
  ["recent", "Last used first"],
];

/** What the server calls them. */
export const SERVER_ORDERS: Record<Order, Schema<"library.AssetOrder">> = {
  newest: "newest",
  oldest: "oldest",
  name: "name_asc",
  largest: "size_desc",
  longest: "duration_desc",
  recent: "recent",
};

/** Returns the bytes of all these uploads together. */
export function totalBytes(uploads: Upload[]): number {
  return uploads.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);
}

/** Returns what is known of an upload in one line: `1080p · 25 fps · 1.2 GB · 26 Nov`. */
export function factsOf(upload: Upload): string {
  const facts = [pictureOf(upload), frameRateOf(upload), sizeOf(upload)];
  return [...facts, formatDay(upload.createdAt)].filter(Boolean).join(" · ");
}

/** Returns the same for a narrow screen: `1080p · 1.2 GB`. */
export function shortFactsOf(upload: Upload): string {
  return [pictureOf(upload), sizeOf(upload)].filter(Boolean).join(" · ");
}

/** Returns how large the file is, when that is known. */
export function sizeOf(upload: Upload): string {
  return upload.sizeBytes === null ? "" : formatBytes(upload.sizeBytes);
}

/** Returns the size of the picture as people say it: `1080p` or `4K`, of an image `800 × 600`. */
export function pictureOf(upload: Upload): string {
  const { width, height } = upload;
  if (!width || !height) return "";
  if (upload.kind !== "video") return `${width} × ${height}`;
  const lines = Math.min(width, height);
  return lines >= 2160 ? `${Math.round(Math.max(width, height) / 960)}K` : `${lines}p`;
}

const LANGUAGES = new Intl.DisplayNames("en", { type: "language", fallback: "code" });

/** Returns what people call the sound at a place of the file: `2 · Commentary · German · 5.1`. */
export function audioTrackName(track: Schema<"library.AudioTrackResource">, place: number): string {
  const layout = { 1: "mono", 2: "stereo", 6: "5.1", 8: "7.1" }[track.channels];
  const parts = [
    String(place),
    track.title,
    track.language && languageName(track.language),
    layout ?? `${track.channels} channels`,
    !track.isDecodable && "cannot be decoded",
  ];
  return parts.filter(Boolean).join(" · ");
}

/** Returns what is heard unless another sound is chosen: that which the file prefers, if any is. */
export function preferredTrackName(tracks: Schema<"library.AudioTrackResource">[]): string {
  const heard = tracks.filter((track) => track.isDecodable);
  const preferred = heard.find((track) => track.isDefault) ?? heard[0];
  return preferred ? audioTrackName(preferred, tracks.indexOf(preferred) + 1) : "";
}

function languageName(code: string): string {
  try {
    return LANGUAGES.of(code) ?? code;
  } catch {
    return code;
  }
}

/**
 * Returns the frame rate as people say it: `30000/1001` is `29.97 fps`. One that varies is about
 * its average.
 */
export function frameRateOf(upload: Upload): string {
  const rate = rateOf(upload);
  if (rate === null) return "";
  if (upload.hasVaryingRate) return `varying, about ${Math.round(rate)} frames/s`;
  return `${Math.round(rate * 100) / 100} fps`;
}

/** Returns the same where there is little room: of a rate that varies `about 28 fps`. */
export function shortFrameRateOf(upload: Upload): string {
  const rate = rateOf(upload);
  return rate !== null && upload.hasVaryingRate
    ? `about ${Math.round(rate)} fps`
    : frameRateOf(upload);
}

function rateOf({ fps, kind }: Upload): number | null {
  if (!fps || kind !== "video") return null;
  const [over = 0, under = 1] = fps.split("/").map(Number);
  return over / under;
}
