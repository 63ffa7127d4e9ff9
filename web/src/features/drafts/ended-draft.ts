// SPDX-License-Identifier: Apache-2.0
/** A draft that was produced or put aside elsewhere while it is open: its unsaved work is kept. */
import { type Changes, fieldChanges, isSame, withFieldChanges } from "@/lib/changes";
import { readEntry } from "@/lib/document-session";
import { readSetting, removeSetting, writeSetting } from "@/lib/settings";

import { type DraftConfig, editedConfig } from "./config";
import { type Draft, type OpenedDraft, readDraft } from "./requests";

/** What the next draft of an upload begins with. */
let carried: { uploadId: number; changes: Changes } | null = null;

function settingOf(uploadId: number): string {
  return `ended_draft_${uploadId}`;
}

/** Whether a draft can be neither changed nor produced any more. */
export function isEnded(draft: Draft | null): draft is Draft {
  return draft?.status === "archived";
}

/** Remembers that a draft has ended, so that a reload shows it with what was not saved. */
export function rememberEnded(draft: Draft): void {
  writeSetting(settingOf(draft.uploadId), String(draft.id));
}

/** Returns the draft of an upload that has ended while this browser had unsaved work of it. */
export async function unsavedEnded(uploadId: number): Promise<OpenedDraft | null> {
  const id = Number(readSetting(settingOf(uploadId)));
  if (!id) return null;
  const entry = await readEntry<DraftConfig>(`draft/${id}`);
  const isUnsaved = entry !== undefined && !isSame(entry.document, entry.base.document);
  const found = isUnsaved ? await readDraft(id).catch(() => null) : null;
  return isEnded(found?.draft ?? null) ? found : null;
}

/** Keeps what a draft has over its saved config for the next draft of its upload. */
export function carryOver(uploadId: number, saved: DraftConfig): void {
  carried = { uploadId, changes: fieldChanges(saved, editedConfig.use.getState().document) };
  removeSetting(settingOf(uploadId));
}

/** Takes what was kept over into the draft that is open now. */
export function takeCarried(uploadId: number): void {
  const taken = carried?.uploadId === uploadId ? carried.changes : [];
  carried = null;
  editedConfig.apply("Take over what was not saved", (config) => withFieldChanges(config, taken));
}
