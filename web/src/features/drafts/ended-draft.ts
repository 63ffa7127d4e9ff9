// SPDX-License-Identifier: Apache-2.0
/** A draft that was produced or put aside elsewhere while it is open: its unsaved work is kept. */
import { isSame } from "@/lib/changes";
import { readEntry } from "@/lib/document-session";
import { readSetting, removeSetting, writeSetting } from "@/lib/settings";

import { isCarried } from "./carried-work";
import type { DraftConfig } from "./config";
import { type Draft, type OpenedDraft, readDraft } from "./requests";

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

/**
 * Returns the draft of an upload that has ended while this browser had unsaved work of it; null once
 * the next draft is to take the work over.
 */
export async function unsavedEnded(uploadId: number): Promise<OpenedDraft | null> {
  const id = Number(readSetting(settingOf(uploadId)));
  if (!id || isCarried(uploadId)) return null;
  const entry = await readEntry<DraftConfig>(`draft/${id}`);
  const isUnsaved = entry !== undefined && !isSame(entry.document, entry.base.document);
  const found = isUnsaved ? await readDraft(id).catch(() => null) : null;
  return isEnded(found?.draft ?? null) ? found : null;
}

/** Forgets that a draft of an upload has ended: the next one has its work. */
export function forgetEnded(uploadId: number): void {
  removeSetting(settingOf(uploadId));
}
