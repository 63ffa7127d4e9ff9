// SPDX-License-Identifier: Apache-2.0
/** The active drafts of the user, and what can be done with them from lists. */
import { keepPreviousData, useQueryClient } from "@tanstack/react-query";

import { messageOf } from "@/api/error";
import { queryClient } from "@/api/query-client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

import { useConfig } from "./config";
import { reopenDraft } from "./draft-state";
import {
  type ActiveDraft,
  archiveDraft,
  listActive,
  resolveConfig,
  startOver,
  unarchiveDraft,
} from "./requests";

/** Returns the active drafts by the ids of their uploads. */
export function useActiveDrafts(): Map<number, ActiveDraft> {
  const { data } = useQuery({
    queryKey: queryKeys.drafts,
    queryFn: listActive,
    staleTime: 0,
    select: byUpload,
  });
  return data ?? NONE;
}

/** Whether it is not known yet which drafts are active. */
export function useAreDraftsPending(): boolean {
  return useQuery({ queryKey: queryKeys.drafts, queryFn: listActive, staleTime: 0 }).isPending;
}

const NONE = new Map<number, ActiveDraft>();

function byUpload(drafts: ActiveDraft[]): Map<number, ActiveDraft> {
  return new Map(drafts.map((draft) => [draft.uploadId, draft]));
}

/** Returns what a production of the open draft would show; what was shown stays until it is known. */
export function useResolvedConfig(uploadId: number) {
  const config = useConfig((state) => state.document);
  return useQuery({
    queryKey: queryKeys.resolvedConfig(uploadId, config),
    queryFn: ({ signal }) => resolveConfig(uploadId, config, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
}

async function bringBack(draftId: number): Promise<void> {
  try {
    await unarchiveDraft(draftId);
    reopenDraft();
    await queryClient.invalidateQueries({ queryKey: queryKeys.drafts });
  } catch (error) {
    showToast(messageOf(error), { tone: "bad" });
  }
}

function offerUndo(words: string, draftId: number): void {
  showToast(words, { action: { label: "Undo", run: () => void bringBack(draftId) } });
}

/** Puts a draft aside and begins an empty one; the notice offers to take it back. */
export function useStartOver() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: { id: number }) => startOver(draft.id),
    onSuccess: (_, draft) => {
      offerUndo("The draft was put aside, and a new one begun.", draft.id);
      return queries.invalidateQueries({ queryKey: queryKeys.drafts });
    },
    onError: (error) => void showToast(messageOf(error), { tone: "bad" }),
  });
}

/** Puts a draft aside; the notice offers to take it back. */
export function useDiscard() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (draft: { id: number }) => archiveDraft(draft.id),
    onSuccess: (_, draft) => {
      offerUndo("The draft was discarded.", draft.id);
      return queries.invalidateQueries({ queryKey: queryKeys.drafts });
    },
    onError: (error) => void showToast(messageOf(error), { tone: "bad" }),
  });
}
