// SPDX-License-Identifier: Apache-2.0
/** The draft that is open, and how far it is saved. */
import { create } from "zustand";

import { queryClient } from "@/api/query-client";
import { queryKeys } from "@/api/query-keys";
import { DocumentSession, type SessionPorts, readEntry } from "@/lib/document-session";
import type { Conflict } from "@/lib/merging";
import type { SaveQueue, SaveState } from "@/lib/save-queue";

import { carryOver, isCarried, takeCarried } from "./carried-work";
import { type DraftConfig, editedConfig, mergeConfigs } from "./config";
import { forgetEnded, isEnded, rememberEnded, unsavedEnded } from "./ended-draft";
import { type Draft, createOrOpen, readDraft, saveConfig } from "./requests";

interface DraftState {
  draft: Draft | null;
  saveState: SaveState<Conflict>;
  /** Grows when another draft of the upload has become the active one. */
  openings: number;
}

export const useDraft = create<DraftState>(() => ({
  draft: null,
  saveState: { kind: "saved", at: null },
  openings: 0,
}));

let session: { id: number; opened: DocumentSession<DraftConfig> } | null = null;

function portsOf(id: number): SessionPorts<DraftConfig> {
  return {
    name: `draft/${id}`,
    edited: editedConfig,
    read: async () => {
      const found = await readDraft(id);
      if (session?.id === id) useDraft.setState({ draft: found.draft });
      return found;
    },
    send: (config, etag) => saveConfig(id, config, etag),
    merge: mergeConfigs,
    onState: (saveState) => {
      useDraft.setState({ saveState });
      const isStopped = saveState.kind === "refused" || saveState.kind === "conflict";
      if (isStopped) void lookWhetherEnded(id);
    },
  };
}

/** Opens the active draft of an upload instead of the one that is open. */
export async function openDraft(uploadId: number): Promise<void> {
  await closeDraft();
  const found = (await unsavedEnded(uploadId)) ?? (await createOrOpen(uploadId));
  const { id } = found.draft;
  const entry = await readEntry<DraftConfig>(`draft/${id}`);
  session = { id, opened: new DocumentSession(portsOf(id), found, entry) };
  useDraft.setState({ draft: found.draft });
  if (isEnded(found.draft) || !isCarried(uploadId)) return;
  takeCarried(uploadId);
  // Only now: until the next draft is open, a reload shows the ended one with its work again.
  forgetEnded(uploadId);
}

/** Reads whether the open draft was produced or put aside elsewhere, which keeps it from saving. */
export async function lookWhetherEnded(id: number): Promise<void> {
  const found = await readDraft(id).catch(() => null);
  if (!found || session?.id !== id || !isEnded(found.draft)) return;
  rememberEnded(found.draft);
  useDraft.setState({ draft: found.draft });
}

/** Begins the next draft of an upload with what could not be saved of the one that has ended. */
export function goOnInNewDraft({ uploadId }: Draft): void {
  carryOver(uploadId, draftSaves()?.saved.document ?? {});
  reopenDraft();
}

/** Saves what is not saved and closes the draft. */
export async function closeDraft(): Promise<void> {
  const closing = session;
  session = null;
  useDraft.setState({ draft: null });
  await closing?.opened.close();
  void queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
}

/** Opens the active draft anew: another one has become it. */
export function reopenDraft(): void {
  useDraft.setState(({ openings }) => ({ openings: openings + 1 }));
}

/** Returns what saves the open draft. */
export function draftSaves(): SaveQueue<DraftConfig, Conflict> | null {
  return session?.opened.saves ?? null;
}
