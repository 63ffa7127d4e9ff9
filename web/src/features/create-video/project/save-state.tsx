// SPDX-License-Identifier: Apache-2.0
/** How far the open timeline is saved. */
import { useQueryClient } from "@tanstack/react-query";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import type { Conflict } from "@/lib/merging";
import { type TrackName, findItem, useDocument } from "@/timeline";
import { SaveBanner, SaveStatus } from "@/ui/save-status";
import { showToast } from "@/ui/toast";

import { saveAsCopy } from "../project-requests";
import { saves, useProject } from "../project-state";
import { KINDS } from "../timeline/item-label";
import { nameOf as nameOfProject } from "./project-menu";

export function ProjectSaveStatus() {
  return <SaveStatus state={useProject((project) => project.saveState)} />;
}

interface ProjectSaveBannerProps {
  onOpen: (id: number) => void;
}

export function ProjectSaveBanner({ onOpen }: ProjectSaveBannerProps) {
  const queries = useQueryClient();
  const copy = async () => {
    try {
      const { project } = useProject.getState();
      const made = await saveAsCopy(`${nameOfProject(project)} (copy)`, useDocument.getState().document);
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      // Here it goes on as the server has it; what was done here is in the copy.
      saves()?.resolve("theirs");
      onOpen(made.id);
    } catch (error) {
      showToast(messageOf(error), { tone: "bad" });
    }
  };
  return (
    <SaveBanner
      state={useProject((project) => project.saveState)}
      noun="timeline"
      onRetry={() => saves()?.retry()}
      onResolve={(choice) => saves()?.resolve(choice)}
      onCopy={() => void copy()}
      nameOf={nameOf}
    />
  );
}

/** Names the item or the field that a conflict is about: `Title “Chapter”`. */
function nameOf({ track, key }: Conflict): string {
  if (!track) return key;
  const { document } = useDocument.getState();
  const item = findItem(document, key)?.item;
  const text = item && "text" in item && item.text ? ` “${item.text.slice(0, 40)}”` : "";
  return `${KINDS[track as TrackName]}${text}`;
}
