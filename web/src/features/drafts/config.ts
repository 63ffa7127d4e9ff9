// SPDX-License-Identifier: Apache-2.0
/** What a draft of a production holds: what is chosen for it, and the edits of its video. */
import { type Changes, fieldChanges, withFieldChanges } from "@/lib/changes";
import { EditedDocument } from "@/lib/edited-document";
import { type Conflict, mergedChanges } from "@/lib/merging";
import { resetView, select, useView } from "@/timeline";

/** A part of the video that stays, in seconds of the source. */
export interface KeptRange {
  start: number;
  end: number;
}

/** An image over the whole picture, in seconds of the edited video. */
export interface OverlayItem {
  id: string;
  kind: "image";
  track: "A";
  uploadId: number;
  startSeconds: number;
  endSeconds: number;
}

export type Intro =
  | { kind: "freeze_first_frame"; seconds: number }
  | { kind: "title_image"; uploadId: number; holdSeconds: number };

/** The parts of a production that can be switched off without being forgotten. */
export type Section = "intro" | "screenTitle" | "lowerThird" | "logo" | "music";

export interface DraftConfig {
  name?: string;
  defaultStoryText?: string;
  musicUploadId?: number;
  audioConfigId?: number;
  logoUploadId?: number;
  logoConfigId?: number;
  lowerThirdUploadId?: number;
  lowerThirdConfigId?: number;
  screenTitlePresetId?: number;
  screenTitleText?: string;
  intro?: Intro;
  edit?: { ranges?: KeptRange[] } & Record<string, unknown>;
  timeline?: { overlays?: OverlayItem[] } & Record<string, unknown>;
  /** What was chosen for parts that are switched off; the server only keeps it. */
  switchedOff?: Partial<Record<Section, Partial<DraftConfig>>>;
  [key: string]: unknown;
}

/** The fields of a draft that belong to each part. */
export const SECTION_FIELDS: Record<Section, (keyof DraftConfig & string)[]> = {
  intro: ["intro"],
  screenTitle: ["screenTitleText", "screenTitlePresetId"],
  lowerThird: ["lowerThirdUploadId", "lowerThirdConfigId"],
  logo: ["logoUploadId", "logoConfigId"],
  music: ["musicUploadId", "audioConfigId"],
};

/** Returns the config with other values; a value that is undefined is taken out. */
export function withFields(config: DraftConfig, fields: Partial<DraftConfig>): DraftConfig {
  const changes = Object.entries(fields).map(([key, after]) => ({ key, before: undefined, after }));
  return withFieldChanges(config, changes);
}

/** Returns the config without a part, which is also forgotten where it was switched off. */
export function withoutSection(config: DraftConfig, section: Section): DraftConfig {
  const none = Object.fromEntries(SECTION_FIELDS[section].map((key) => [key, undefined]));
  return withFields(withoutSwitchedOff(config, section), none);
}

function withoutSwitchedOff(config: DraftConfig, section: Section): DraftConfig {
  const { [section]: _, ...rest } = config.switchedOff ?? {};
  return withFields(config, { switchedOff: Object.keys(rest).length > 0 ? rest : undefined });
}

/** Returns the config with a part switched off: what was chosen for it is kept aside. */
export function switchedOff(config: DraftConfig, section: Section): DraftConfig {
  const kept = Object.fromEntries(
    SECTION_FIELDS[section].filter((key) => config[key] !== undefined).map((key) => [key, config[key]]),
  );
  const off = { ...config.switchedOff, [section]: kept };
  return withFields(withoutSection(config, section), { switchedOff: off });
}

/** Returns the config with a part switched on again, as it was chosen. */
export function switchedOn(config: DraftConfig, section: Section): DraftConfig {
  const kept = config.switchedOff?.[section] ?? {};
  return withFields(withoutSwitchedOff(config, section), kept);
}

/** Whether nothing has been chosen yet. */
export function isEmpty(config: DraftConfig): boolean {
  return Object.keys(config).length === 0;
}

/** Merges what two editors have made of one config. */
export function mergeConfigs(
  base: DraftConfig,
  mine: DraftConfig,
  theirs: DraftConfig,
): { document: DraftConfig; conflicts: Conflict[] } {
  const { taken, conflicts } = mergedChanges(
    fieldChanges(base, mine),
    fieldChanges(base, theirs),
  );
  return { document: withFieldChanges(mine, taken), conflicts };
}

const overlayIds = (config: DraftConfig) =>
  (config.timeline?.overlays ?? []).map((overlay) => overlay.id);

export const editedConfig = new EditedDocument<DraftConfig>({
  empty: () => ({}),
  opened: (config) => config,
  conformed: (_, after) => after,
  changesBetween: (before, after): Changes => fieldChanges(before, after),
  withChanges: withFieldChanges,
  selection: {
    get: () => useView.getState().selection,
    set: select,
    // A part of the video is found by its place, which may be another one after a step.
    stillThere: (config, ids) => ids.filter((id) => overlayIds(config).includes(id)),
    reset: resetView,
  },
});

export const useConfig = editedConfig.use;
