// SPDX-License-Identifier: Apache-2.0
/** How far the open draft is saved. */
import type { Conflict } from "@/lib/merging";
import { SaveBanner, SaveStatus } from "@/ui/save-status";

import { draftSaves, useDraft } from "./draft-state";

const NAMES: Record<string, string> = {
  name: "Name",
  defaultStoryText: "Story",
  musicUploadId: "Music",
  audioConfigId: "Sound of the music",
  logoUploadId: "Logo",
  logoConfigId: "Look of the logo",
  lowerThirdUploadId: "Lower third",
  lowerThirdConfigId: "Look of the lower third",
  screenTitlePresetId: "Look of the screen title",
  screenTitleText: "Screen title",
  intro: "Intro",
  edit: "Cuts",
  timeline: "Overlays",
  switchedOff: "What is switched off",
};

export function DraftSaveStatus() {
  return <SaveStatus state={useDraft((draft) => draft.saveState)} />;
}

export function DraftSaveBanner() {
  return (
    <SaveBanner
      state={useDraft((draft) => draft.saveState)}
      noun="draft"
      onRetry={() => draftSaves()?.retry()}
      onResolve={(choice) => draftSaves()?.resolve(choice)}
      nameOf={({ key }: Conflict) => NAMES[key] ?? key}
    />
  );
}
