// SPDX-License-Identifier: Apache-2.0
/** What the fields of a draft are called. */

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

export function nameOfField(key: string): string {
  return NAMES[key] ?? key;
}

/** Returns the names of fields, each once, in the order in which they are listed here. */
export function namesOfFields(keys: readonly string[]): string[] {
  return Object.keys(NAMES).filter((key) => keys.includes(key)).map(nameOfField);
}
