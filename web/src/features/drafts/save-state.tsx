// SPDX-License-Identifier: Apache-2.0
/** How far the open draft is saved. */
import type { Conflict } from "@/lib/merging";
import { SaveBanner, SaveStatus } from "@/ui/save-status";

import { draftSaves, useDraft } from "./draft-state";
import { EndedBanner } from "./ended-banner";
import { isEnded } from "./ended-draft";
import { nameOfField } from "./field-names";

export function DraftSaveStatus() {
  return <SaveStatus state={useDraft((draft) => draft.saveState)} />;
}

export function DraftSaveBanner() {
  const { draft, saveState } = useDraft();
  if (isEnded(draft)) return <EndedBanner draft={draft} />;
  return (
    <SaveBanner
      state={saveState}
      noun="draft"
      onRetry={() => draftSaves()?.retry()}
      onResolve={(choice) => draftSaves()?.resolve(choice)}
      nameOf={({ key }: Conflict) => nameOfField(key)}
    />
  );
}
