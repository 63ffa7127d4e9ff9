// SPDX-License-Identifier: Apache-2.0
/** Makes a project of a draft, whether it was produced or not, and leads to it in the editor. */
import { useQueryClient } from "@tanstack/react-query";
import { Layers } from "lucide-react";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { useOpenTimeline } from "@/features/exports";
import { Button, type Look } from "@/ui/button";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

import { draftSaves, useDraft } from "./draft-state";
import { isEnded } from "./ended-draft";
import { openAsTimeline } from "./requests";

export interface OpeningAsTimeline {
  open: (draftId: number) => void;
  isPending: boolean;
}

/**
 * Returns a function that opens a draft as a timeline; what is typed is saved before.
 *
 * A draft that has ended cannot be saved any more: it opens as it was produced or put aside.
 */
export function useOpenAsTimeline(): OpeningAsTimeline {
  const openTimeline = useOpenTimeline();
  const queries = useQueryClient();
  const { mutate, isPending } = useMutation({
    mutationFn: async (draftId: number) => {
      if (!isEnded(useDraft.getState().draft)) await draftSaves()?.saveAll();
      return openAsTimeline(draftId);
    },
    onSuccess: (projectId) => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      openTimeline(projectId);
    },
    onError: (error) => void showToast(messageOf(error), { tone: "bad" }),
  });
  return { open: mutate, isPending };
}

interface OpenAsTimelineProps {
  draftId: number;
  look?: Look;
  /** Whether a narrow screen shows its icon only. */
  isShort?: boolean;
}

export function OpenAsTimeline({ draftId, look, isShort }: OpenAsTimelineProps) {
  const { open, isPending } = useOpenAsTimeline();
  return (
    <Button
      icon={Layers}
      look={look}
      isBusy={isPending}
      title="Make a timeline of it, to go on in the editor; the draft stays as it is"
      onClick={() => open(draftId)}
    >
      <span className={isShort ? "max-[599px]:sr-only" : undefined}>Open as timeline</span>
    </Button>
  );
}
