// SPDX-License-Identifier: Apache-2.0
/** How far the open timeline is saved. */
import { useQueryClient } from "@tanstack/react-query";
import { useMemo } from "react";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { type Timeline, useDocument } from "@/timeline";
import { SaveBanner, SaveStatus } from "@/ui/save-status";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

import { refusalsOf, refusedPlace, sentenceOf } from "../pointers";
import { saveAsCopy } from "../project-requests";
import { saves, useProject } from "../project-state";
import { showPlace } from "../refused-items";
import { type UploadFacts, uploadIdsOf, useUploadFacts } from "../uploads";
import { nameOfConflict, valueOfConflict } from "./conflict-words";
import { nameOf as nameOfProject } from "./names";

export function ProjectSaveStatus() {
  return <SaveStatus state={useProject((project) => project.saveState)} />;
}

/** Names have at most 255 characters, with what is added to that of a copy. */
const LONGEST_NAME = 240;

interface ProjectSaveBannerProps {
  onOpen: (id: number) => void;
}

export function ProjectSaveBanner({ onOpen }: ProjectSaveBannerProps) {
  const queries = useQueryClient();
  const state = useProject((project) => project.saveState);
  const document = useDocument((one) => one.document);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  const refusal = state.kind === "refused" ? refusalIn(document, state.error, uploads) : null;
  const copy = useMutation({
    mutationFn: async () => {
      const stopped = saves();
      const { document } = useDocument.getState();
      const name = nameOfProject(useProject.getState().project).slice(0, LONGEST_NAME);
      const made = await saveAsCopy(`${name} (copy)`, document);
      // Here it goes on as the server has it, unless something was edited that the copy has not.
      if (useDocument.getState().document === document) stopped?.resolve("theirs");
      return made;
    },
    onSuccess: (made) => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      onOpen(made.id);
    },
    onError: (error) => void showToast(messageOf(error), { tone: "bad" }),
  });
  return (
    <SaveBanner
      state={state}
      noun="timeline"
      onRetry={() => saves()?.retry()}
      onResolve={(choice) => saves()?.resolve(choice)}
      reason={refusal?.reason}
      onShow={refusal?.onShow}
      onCopy={() => !copy.isPending && copy.mutate()}
      nameOf={(conflict) => nameOfConflict(document, conflict, uploads)}
      wordOf={valueOfConflict}
    />
  );
}

/** Returns why the server refuses the timeline, in the inspector's words, and what shows the place. */
function refusalIn(document: Timeline, error: unknown, uploads: UploadFacts) {
  const [first, ...others] = refusalsOf(error).map((one) => sentenceOf(document, one, uploads));
  const place = refusedPlace(document, error);
  return {
    reason: others.length > 0 ? `${first} And ${others.length} more.` : first,
    onShow: place && (() => showPlace(place)),
  };
}
