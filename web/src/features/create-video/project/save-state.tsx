// SPDX-License-Identifier: Apache-2.0
/** How far the open timeline is saved. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { useDocument } from "@/timeline";
import { SaveBanner, SaveStatus } from "@/ui/save-status";
import { showToast } from "@/ui/toast";

import { refusedItemId } from "../pointers";
import { saveAsCopy } from "../project-requests";
import { saves, useProject } from "../project-state";
import { showItem } from "../refused-items";
import { nameOfConflict, valueOfConflict } from "./conflict-words";
import { nameOf as nameOfProject } from "./project-menu";

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
  const refusedId = useDocument(({ document }) =>
    state.kind === "refused" ? refusedItemId(document, state.error) : undefined,
  );
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
      onShow={refusedId ? () => showItem(refusedId) : undefined}
      onCopy={() => !copy.isPending && copy.mutate()}
      nameOf={(conflict) => nameOfConflict(useDocument.getState().document, conflict)}
      wordOf={valueOfConflict}
    />
  );
}
