// SPDX-License-Identifier: Apache-2.0
/** What the cards of a production change in its draft. */
import { ApiError } from "@/api/error";
import {
  type DraftConfig,
  SECTION_FIELDS,
  type Section,
  editedConfig,
  switchedOff,
  switchedOn,
  useConfig,
  useDraft,
  withFields,
  withoutSection,
} from "@/features/drafts";

/** Sets what is chosen for a part, which is switched on by it. */
export function chooseIn(section: Section, label: string, fields: Partial<DraftConfig>): void {
  editedConfig.apply(label, (config) => withFields(switchedOn(config, section), fields));
}

/** Sets a text while it is typed: all of it is one step to undo. */
export function write(key: keyof DraftConfig & string, text: string, more: Partial<DraftConfig> = {}): void {
  const value = text === "" ? undefined : text;
  editedConfig.apply(
    "Typing",
    (config) => withFields(config, { ...more, [key]: value }),
    { mergeKey: `text/${key}` },
  );
}

export function remove(section: Section): void {
  editedConfig.apply("Remove", (config) => withoutSection(config, section));
}

export function setOn(section: Section, isOn: boolean): void {
  editedConfig.apply(isOn ? "Switch on" : "Switch off", (config) =>
    isOn ? switchedOn(config, section) : switchedOff(config, section),
  );
}

export interface SectionState {
  /** What is chosen, whether it is switched on or off. */
  chosen: Partial<DraftConfig>;
  isChosen: boolean;
  isOn: boolean;
}

/** Returns what is chosen for a part of the production. */
export function useSection(section: Section): SectionState {
  const config = useConfig((state) => state.document);
  const aside = config.switchedOff?.[section];
  const now = Object.fromEntries(
    SECTION_FIELDS[section]
      .filter((key) => config[key] !== undefined && config[key] !== null)
      .map((key) => [key, config[key]]),
  );
  const chosen: Partial<DraftConfig> = aside ?? now;
  return { chosen, isChosen: Object.keys(chosen).length > 0, isOn: aside === undefined };
}

/** Returns what the server refuses of a field of the draft. */
export function useProblem(...keys: string[]): string | undefined {
  const state = useDraft((draft) => draft.saveState);
  if (state.kind !== "refused" || !(state.error instanceof ApiError)) return undefined;
  const { error } = state;
  const pointers = keys.map((key) => `/config/${key}`);
  const isOf = (pointer: unknown) =>
    typeof pointer === "string" &&
    pointers.some((one) => pointer === one || pointer.startsWith(`${one}/`));
  const found = error.problems.find((problem) => isOf(problem.pointer));
  return found?.detail ?? (isOf(error.body.pointer) ? error.message : undefined);
}
