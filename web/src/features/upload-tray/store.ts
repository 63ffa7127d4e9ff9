// SPDX-License-Identifier: Apache-2.0
/** The uploads of this window, which outlive the page that they were begun on. */
import { create } from "zustand";

import { queryClient } from "@/api/query-client";
import { queryKeys } from "@/api/query-keys";
import { kindByName } from "@/lib/file-names";
import { UploadEngine, type UploadRow, type UploadTarget } from "@/lib/upload-engine";

import { lazyTransport } from "./lazy-transport";
import { FIRST_TRAY, type TrayState } from "./tray-place";

export const useUploadRows = create<{ rows: UploadRow[] }>(() => ({ rows: [] }));

/** Whether the tray shows its rows or its head only. */
export const useTray = create<TrayState>(() => FIRST_TRAY);

/** The phases that the lists of uploads show something of. */
function shownPhases(rows: UploadRow[]): string {
  return rows.map((row) => `${row.id}:${row.phase}`).join();
}

export const uploadEngine = new UploadEngine({
  transport: lazyTransport,
  onChange: (rows) => {
    const before = useUploadRows.getState().rows;
    useUploadRows.setState({ rows });
    if (shownPhases(before) !== shownPhases(rows)) {
      void queryClient.invalidateQueries({ queryKey: queryKeys.uploads });
    }
  },
});

window.addEventListener("beforeunload", (event) => {
  if (uploadEngine.isSending) event.preventDefault();
});

/** Lists of images that have a purpose of their own. */
const IMAGE_TARGETS = new Set<UploadTarget>(["logo", "title_page", "lower_third", "overlay"]);

/** Returns the list that a file belongs to, or undefined when it is of no kind that we take. */
export function targetOf(file: File, shown: UploadTarget): UploadTarget | undefined {
  const named = kindByName(file.name);
  if (file.type.startsWith("video/") || named === "video") return "video";
  const isImagePage = shown === "logo" || shown === "image";
  if (file.type === "image/gif" && !isImagePage) return "video";
  // Browsers do not know the type of every photograph, nor of every sound.
  if (file.type.startsWith("image/") || named === "image")
    return IMAGE_TARGETS.has(shown) ? shown : "image";
  if (file.type.startsWith("audio/") || named === "audio")
    return shown === "narration" ? "narration" : "music";
  return undefined;
}

/** Begins to send files; returns the names of those that are of no kind that we take. */
export function uploadFiles(files: File[], shown: UploadTarget): string[] {
  const known = files.map((file) => ({ file, target: targetOf(file, shown) }));
  uploadEngine.add(
    known.flatMap(({ file, target }) => (target === undefined ? [] : [{ file, target }])),
  );
  return known.filter(({ target }) => target === undefined).map(({ file }) => file.name);
}
