// SPDX-License-Identifier: Apache-2.0
/** The families of presets, with the fields of each. */
import { type Field, fieldsOfPart } from "@/lib/schema-fields";
import type { PartSource, Values } from "@/ui/field-list";

import schema from "./schema.gen.json";

export type FamilyKey = keyof typeof schema;

export interface Family {
  key: FamilyKey;
  /** What the tab is called. */
  title: string;
  noun: string;
  path: string;
  /** The member of an answer with one preset. */
  member: string;
  /** Whether only administrators change them. */
  isManaged: boolean;
  /** What it decides, for an empty list. */
  about: string;
}

export const FAMILIES: Family[] = [
  {
    key: "logo",
    title: "Logos",
    noun: "logo preset",
    path: "/api/logo-configs",
    member: "logoConfig",
    isManaged: false,
    about: "Where a logo lies, how large and how strong it is, and when it is shown.",
  },
  {
    key: "lowerThird",
    title: "Lower thirds",
    noun: "lower third preset",
    path: "/api/lower-third-configs",
    member: "lowerThirdConfig",
    isManaged: false,
    about: "How wide the image of a lower third is, and how long it is shown.",
  },
  {
    key: "screenTitle",
    title: "Screen titles",
    noun: "title preset",
    path: "/api/screen-title-presets",
    member: "screenTitlePreset",
    isManaged: false,
    about: "The font, the colours and the box of a title, and how long it is shown.",
  },
  {
    key: "audio",
    title: "Audio",
    noun: "audio preset",
    path: "/api/audio-configs",
    member: "audioConfig",
    isManaged: true,
    about: "How music and the sound of the video are mixed.",
  },
  {
    key: "visualizer",
    title: "Visualizers",
    noun: "visualizer preset",
    path: "/api/visualizer-presets",
    member: "visualizerPreset",
    isManaged: false,
    about: "How sound is drawn as waves, bars and rings.",
  },
];

/** Returns a family. */
export function familyOf(key: FamilyKey): Family {
  return FAMILIES.find((family) => family.key === key) as Family;
}

const NONE: ReadonlySet<string> = new Set();
/** Fields that are set in other ways, and that have one value only. */
const LEFT_OUT: Record<FamilyKey, ReadonlySet<string>> = {
  logo: new Set(["name", "description"]),
  lowerThird: new Set(["name", "description", "position", "insetXPreset"]),
  screenTitle: new Set(["name", "description", "position", "sizeKey"]),
  audio: new Set(["name", "description"]),
  visualizer: new Set(["name", "description"]),
};

/** Returns the fields of a preset that matter with the values that it has. */
export function shownFields(key: FamilyKey, values: Values): Field[] {
  return fieldsOfPart(schema[key], LEFT_OUT[key]).filter((field) => isShown(field.key, values));
}

function isShown(field: string, values: Values): boolean {
  const position = String(values.position ?? "");
  switch (field) {
    case "timingSeconds":
      return values.timingRule !== "entire";
    case "insetXPreset":
      return !position.endsWith("_center");
    case "insetYPreset":
      return !position.startsWith("middle_");
    case "baselineWidth":
      return values.sizeMode === "match_image";
    case "sizePctWidth":
      return values.sizeMode !== "match_image";
    case "videoGainDb":
    case "duckingMode":
      return values.mode !== "replace";
    case "duckingGate":
    case "duckingAmountDb":
      return values.mode !== "replace" && values.duckingMode !== "none";
    case "openerCutFadeBeforeSeconds":
    case "openerCutFadeAfterSeconds":
      return values.mode !== "replace" && values.duckingMode === "abrupt";
    case "pillBgColor":
    case "pillBgOpacityPct":
      return values.style !== "none";
    default:
      return true;
  }
}

const FIRST_SECONDS = 10;
const OPENER_SECONDS = 0.5;

/** Returns what has to change together with a field, so that the preset stays a valid one. */
export function changesWith(field: string, value: unknown, values: Values): Values {
  const after: Values = { ...values, [field]: value };
  const changes: Values = { [field]: value };
  if (field === "timingRule" && "timingSeconds" in values) {
    const isLogo = "insetXPreset" in values && "sizePctWidth" in values && !("sizeMode" in values);
    if (value === "entire" && isLogo) changes.timingSeconds = null;
    if (value !== "entire" && values.timingSeconds == null) changes.timingSeconds = FIRST_SECONDS;
  }
  if (field === "position") {
    const position = String(value);
    if ("insetXPreset" in values) changes.insetXPreset = insetOf(position.endsWith("_center"), values.insetXPreset);
    if ("insetYPreset" in values) changes.insetYPreset = insetOf(position.startsWith("middle_"), values.insetYPreset);
  }
  if (field === "mode" || field === "duckingMode") {
    const hasOpener = after.mode === "mix" && after.duckingMode === "abrupt";
    changes.openerCutFadeAfterSeconds = hasOpener ? values.openerCutFadeAfterSeconds : null;
    changes.openerCutFadeBeforeSeconds = hasOpener ? OPENER_SECONDS : null;
  }
  return changes;
}

function insetOf(isCentred: boolean, inset: unknown): unknown {
  return isCentred ? null : (inset ?? "medium");
}

const LAYER = schema.visualizer.$defs.VisualizerLayer;

/** Returns a drawing with the values that the server gives it. */
function newLayer(): Values {
  const defaults = Object.entries(LAYER.properties).map(([key, node]) => [key, node.default]);
  return Object.fromEntries(defaults.filter(([, value]) => value !== null && value !== undefined));
}

/** The parts of presets that have parts: the drawings of visualizers. */
export const PRESET_PARTS: PartSource = {
  fieldsOf: () => fieldsOfPart(LAYER, NONE),
  newPart: newLayer,
  newRow: () => ({ label: "Another drawing", row: newLayer() }),
};
