// SPDX-License-Identifier: Apache-2.0
/** Reads what older addresses of pages said of a production, which drafts hold now. */
import type { SearchParams } from "@/lib/search-params";

import type { DraftConfig, Intro, KeptRange, OverlayItem } from "./config";

const NUMBERS = [
  "musicUploadId",
  "audioConfigId",
  "logoUploadId",
  "logoConfigId",
  "lowerThirdUploadId",
  "lowerThirdConfigId",
  "screenTitlePresetId",
] as const;
const TEXTS = ["name", "defaultStoryText", "screenTitleText"] as const;
const RANGES = ["editRanges", "edit.ranges", "ranges"] as const;
const OVERLAYS = ["overlayItems", "timeline.overlays", "overlays"] as const;
const OTHERS = [
  "edit",
  "timeline",
  "intro",
  "introKind",
  "introSeconds",
  "introUploadId",
  "introHoldSeconds",
  "trimStartSeconds",
  "trimEndSeconds",
] as const;

/** The parameters that said what a production is made of. */
export const LEGACY_PARAMETERS: readonly string[] = [
  ...NUMBERS,
  ...TEXTS,
  ...RANGES,
  ...OVERLAYS,
  ...OTHERS,
];

/** Returns the parameters of an address with those that a draft holds taken out. */
export function withoutLegacy(search: SearchParams): SearchParams {
  return Object.fromEntries(
    Object.keys(search)
      .filter((name) => LEGACY_PARAMETERS.includes(name))
      .map((name) => [name, undefined]),
  );
}

/** Returns the config that an address describes; what cannot be read is left out. */
export function configOf(search: SearchParams): DraftConfig {
  const config: DraftConfig = {};
  for (const name of NUMBERS) {
    const value = idOf(search[name]);
    if (value !== undefined) config[name] = value;
  }
  for (const name of TEXTS) {
    if (search[name]) config[name] = search[name];
  }
  const intro = introOf(search);
  if (intro) config.intro = intro;
  const edit = editOf(search);
  if (edit) config.edit = edit;
  const overlays = overlaysOf(search);
  if (overlays.length > 0) config.timeline = { overlays };
  return config;
}

/** The parameters that say each field which is not one parameter of the same name. */
const SAID_BY: Record<string, readonly string[]> = {
  edit: [...RANGES, "edit", "trimStartSeconds", "trimEndSeconds"],
  timeline: [...OVERLAYS, "timeline"],
  intro: OTHERS.filter((name) => name.startsWith("intro")),
};

export interface AddressedConfig {
  config: DraftConfig;
  /** The fields of which the address says something that cannot be read. */
  unread: string[];
}

/** Returns the config that an address describes, and which fields of it cannot be read. */
export function addressedConfig(search: SearchParams): AddressedConfig {
  const config = configOf(search);
  const isSaid = (key: string) => (SAID_BY[key] ?? [key]).some((name) => search[name]);
  const fields = [...NUMBERS, ...TEXTS, ...Object.keys(SAID_BY)];
  const isMeantEmpty = (key: string) => key === "intro" && search.intro === "none";
  const unread = fields.filter(
    (key) => isSaid(key) && config[key] === undefined && !isMeantEmpty(key),
  );
  return { config, unread };
}

function idOf(text: string | undefined): number | undefined {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : undefined;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return text;
  }
}

function record(value: unknown): Record<string, unknown> {
  const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : {};
}

function editOf(search: SearchParams): DraftConfig["edit"] {
  const whole = record(parsed(search.edit));
  const name = RANGES.find((one) => search[one]);
  const ranges = rangesOf(name ? parsed(search[name]) : whole.ranges);
  if (ranges.length > 0) return { ranges };
  const trims = ["trimStartSeconds", "trimEndSeconds"]
    .map((key) => [key, Number(search[key] ?? whole[key] ?? Number.NaN)] as const)
    .filter(([, value]) => Number.isFinite(value) && value >= 0);
  return trims.length > 0 ? Object.fromEntries(trims) : undefined;
}

/** Reads `[{"start":0,"end":4}]`, `[[0,4]]` or `0-4,6-9`. */
function rangesOf(value: unknown): KeptRange[] {
  const rows: unknown[] = Array.isArray(value)
    ? value
    : typeof value === "string"
      ? value.split(",").map((part) => part.split("-"))
      : [];
  const ranges = rows.map((row) => {
    const [start, end] = Array.isArray(row) ? row : [record(row).start, record(row).end];
    return { start: tenth(start), end: tenth(end) };
  });
  return ranges.filter(({ start, end }) => start >= 0 && end > start);
}

function tenth(value: unknown): number {
  const isNumber = typeof value === "number" || (typeof value === "string" && value.trim() !== "");
  return isNumber ? Math.round(Number(value) * 10) / 10 : Number.NaN;
}

function overlaysOf(search: SearchParams): OverlayItem[] {
  const name = OVERLAYS.find((one) => search[one]);
  const value = name ? parsed(search[name]) : record(parsed(search.timeline)).overlays;
  const rows = Array.isArray(value) ? value.map(record) : [];
  return rows.flatMap((row, index) => {
    const [startSeconds, endSeconds] = [tenth(row.startSeconds), tenth(row.endSeconds)];
    const uploadId = idOf(String(row.uploadId));
    if (uploadId === undefined || !(startSeconds >= 0) || !(endSeconds > startSeconds)) return [];
    const id = typeof row.id === "string" && row.id ? row.id : `overlay-${index + 1}`;
    return { id, kind: "image", track: "A", uploadId, startSeconds, endSeconds };
  });
}

function introOf(search: SearchParams): Intro | undefined {
  const value = parsed(search.intro);
  const intro = record(value);
  const kind = search.introKind ?? intro.kind ?? (typeof value === "string" ? value : undefined);
  if (kind === "freeze_first_frame") {
    return { kind, seconds: Number(search.introSeconds ?? intro.seconds ?? 3) || 3 };
  }
  const uploadId = idOf(search.introUploadId ?? String(intro.uploadId));
  if (kind !== "title_image" || uploadId === undefined) return undefined;
  const holdSeconds = Number(search.introHoldSeconds ?? intro.holdSeconds ?? 3);
  return { kind, uploadId, holdSeconds: Number.isFinite(holdSeconds) ? holdSeconds : 3 };
}
