// SPDX-License-Identifier: Apache-2.0
/** How far the open timeline is saved. */
import type { Conflict } from "@/lib/merging";
import { type TrackName, findItem, useDocument } from "@/timeline";
import { SaveBanner, SaveStatus } from "@/ui/save-status";

import { saves, useProject } from "../project-state";
import { KINDS } from "../timeline/item-label";

export function ProjectSaveStatus() {
  return <SaveStatus state={useProject((project) => project.saveState)} />;
}

export function ProjectSaveBanner() {
  return (
    <SaveBanner
      state={useProject((project) => project.saveState)}
      noun="timeline"
      onRetry={() => saves()?.retry()}
      onResolve={(choice) => saves()?.resolve(choice)}
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
