// SPDX-License-Identifier: Apache-2.0
/**
 * The look of titles as one list of fields: a title has a copy of a preset, and a style of its own
 * that replaces some of its values.
 */
import type { Part } from "@/timeline";

import { type Field, fieldsOf, newPart } from "./fields";

type Title = Part<"ScreenTitle">;
type Values = Record<string, unknown>;

/** A field of the look, and which part of a title has it. */
export interface LookField {
  field: Field;
  part: "customStyle" | "presetSnapshot";
}

/** What editors of presets ask for, and a title that exists does not use. */
const OF_NEW_TITLES = ["timingRule", "timingSeconds"];

/** Fields that both parts have: the title's own value replaces the one of the preset. */
const SHARED = ["position", "alignment", "fontKey", "fontSizePct", "fontColor", "fontGradientKey"];

const MAIN = ["fontKey", "fontSizePct", "fontColor", "fontGradientKey", "style", "alignment"];
const PLACE = ["position"];

/**
 * Returns the fields of the look: the main ones, those of its place, and all others.
 *
 * A title of several texts has a style for each of them, and its own is not used.
 */
export function lookFields(hasSeveralTexts: boolean): Record<"main" | "place" | "more", LookField[]> {
  const preset = fieldsOf("TitlePreset").filter(({ key }) => !OF_NEW_TITLES.includes(key));
  const own = hasSeveralTexts ? [] : fieldsOf("TitleStyle");
  const all: LookField[] = preset.map((field) => {
    const same = own.find(({ key }) => key === field.key);
    if (!same) return { field, part: "presetSnapshot" };
    const { fallback, isOptional } = field;
    return { field: { ...same, fallback, isOptional }, part: "customStyle" };
  });
  for (const field of own) {
    if (!SHARED.includes(field.key)) all.push({ field, part: "customStyle" });
  }
  const among = (keys: string[]) =>
    keys.flatMap((key) => all.find(({ field }) => field.key === key) ?? []);
  const more = all.filter(({ field }) => ![...MAIN, ...PLACE].includes(field.key));
  return { main: among(MAIN), place: among(PLACE), more };
}

/** Returns what a title is drawn with. */
export function lookValue(title: Title, { field, part }: LookField): unknown {
  const own = (title.customStyle ?? {}) as Values;
  const preset = (title.presetSnapshot ?? {}) as Values;
  if (part === "presetSnapshot") return preset[field.key] ?? field.fallback;
  // A colour of its own replaces the gradient of the preset.
  const isPlain = field.key === "fontGradientKey" && own.fontColor != null;
  const inherited = SHARED.includes(field.key) && !isPlain ? preset[field.key] : null;
  return own[field.key] ?? inherited ?? field.fallback;
}

/** Returns the fields of a title that change with a value of its look. */
export function withLookValue(title: Title, look: LookField, value: unknown): Partial<Title> {
  const { field, part } = look;
  const put = (name: LookField["part"], values: Values) => {
    const empty = newPart(name === "customStyle" ? "TitleStyle" : "TitlePreset");
    return { [name]: { ...(title[name] ?? empty), ...values } } as Partial<Title>;
  };
  if (part === "presetSnapshot") return put(part, { [field.key]: value });
  if (field.key === "fontColor") return put(part, { fontColor: value, fontGradientKey: null });
  if (field.key !== "fontGradientKey") return put(part, { [field.key]: value });
  if (value !== null) return put(part, { fontGradientKey: value, fontColor: null });
  // Without a gradient of its own a title has the one of its preset.
  const plain = title.customStyle ? put(part, { fontGradientKey: null }) : {};
  return title.presetSnapshot ? { ...plain, ...put("presetSnapshot", { fontGradientKey: null }) } : plain;
}

/** Returns the fields of a title that takes the look of a preset; its place beside that stays. */
export function withPreset(title: Title, preset: object): Partial<Title> {
  const own = title.customStyle;
  if (!own) return { presetSnapshot: preset as Title["presetSnapshot"] };
  const left = { ...own, ...Object.fromEntries(SHARED.map((key) => [key, null])) };
  const isEmpty = Object.values(left).every((value) => value === null || value === undefined);
  return {
    presetSnapshot: preset as Title["presetSnapshot"],
    customStyle: isEmpty ? null : (left as Title["customStyle"]),
  };
}
