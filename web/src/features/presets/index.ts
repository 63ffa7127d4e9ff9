// SPDX-License-Identifier: Apache-2.0
export { type FamilyKey } from "./families";
export { PresetChoice, defaultPreset } from "./preset-choice";
export { usePresetSaves, usePresets } from "./queries";
export { type Preset } from "./requests";
