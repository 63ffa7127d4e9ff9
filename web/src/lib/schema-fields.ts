// SPDX-License-Identifier: Apache-2.0
/** The fields of a part of a document, read from its JSON Schema: titles, limits and units. */

export interface Field {
  key: string;
  title: string;
  description: string;
  kind: "number" | "choice" | "grid" | "toggle" | "color" | "text" | "upload" | "part" | "parts";
  /** What the value is when the document has none. */
  fallback: unknown;
  /** Whether the field may be empty. */
  isOptional: boolean;
  least?: number;
  most?: number;
  /** Why a limit is where it is, where that is not of the field itself: `the file ends there`. */
  leastBecause?: string;
  mostBecause?: string;
  unit: string;
  options: (string | number)[];
  /** The class of the part, or of the parts of a list. */
  part?: string;
  longest?: number;
}

type Node = Record<string, unknown>;

/** The parts of a document by name, as its JSON Schema defines them. */
export type Definitions = Record<string, { properties?: object }>;

const UNITS: [RegExp, string][] = [
  [/Pct(Width|Height)?$/, "%"],
  [/Px$/, "px"],
  [/Seconds$/, "s"],
  [/Ms$/, "ms"],
  [/Db$/, "dB"],
];

const GRID = "middle_center";

/** Returns the fields of a part, in the order of the schema. */
export function fieldsOfPart(part: { properties?: object }, leftOut: ReadonlySet<string>): Field[] {
  return Object.entries((part.properties ?? {}) as Record<string, Node>)
    // What has one value only cannot be chosen.
    .filter(([key, node]) => !leftOut.has(key) && !("const" in node))
    .flatMap(([key, node]) => fieldOf(key, node) ?? []);
}

function fieldOf(key: string, node: Node): Field | null {
  const options = node.anyOf as Node[] | undefined;
  const inner = options?.find((one) => one.type !== "null") ?? node;
  const field: Field = {
    key,
    title: String(node.title ?? key),
    description: String(node.description ?? ""),
    kind: "number",
    fallback: node.default ?? null,
    isOptional: options?.some((one) => one.type === "null") ?? false,
    unit: UNITS.find(([ending]) => ending.test(key))?.[1] ?? "",
    options: (inner.enum as (string | number)[] | undefined) ?? [],
  };
  if (/UploadId$/.test(key)) return { ...field, kind: "upload" };
  if (typeof inner.$ref === "string") return { ...field, kind: "part", part: nameOf(inner.$ref) };
  if (inner.type === "array") {
    const items = inner.items as Node;
    if (typeof items.$ref !== "string") return null;
    return { ...field, kind: "parts", part: nameOf(items.$ref), most: inner.maxItems as number };
  }
  if (field.options.length > 0) return { ...field, kind: field.options.includes(GRID) ? "grid" : "choice" };
  if (inner.type === "boolean") return { ...field, kind: "toggle" };
  if (inner.type === "string") {
    const isColor = String(inner.pattern ?? "").includes("#[0-9a-fA-F]{6}");
    return { ...field, kind: isColor ? "color" : "text", longest: inner.maxLength as number };
  }
  const least = inner.minimum as number | undefined;
  const most = inner.maximum as number | undefined;
  return { ...field, least, most };
}

function nameOf(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/** The groups of an inspector, each with the fields that belong to it; the last one takes the rest. */
const GROUPS: [string, RegExp][] = [
  ["Format", /^(aspect|height|fps|quality)$/],
  ["Text", /^(text|instances|words|style)$/],
  ["Preset", /^(presetSnapshot|configSnapshot)$/],
  ["Own style", /^customStyle$/],
  ["Source", /^(source|speed|hold)/],
  ["Placement", /^(position|alignment|inset|margin|offset|size|fit|maxWidth|placement|.Pct$)/],
  ["Background fill", /^bgFill/],
  ["Plate", /^plate/],
  ["Border", /^border/],
  ["Sound", /(audio|boost|gain|music)/i],
  ["Lower under speech", /^ducking/],
  ["Fades and movement", /^(fade|animate|transition|motion|opener)/],
  ["Look", /./],
];

/** Returns fields by group, without the groups that have none. */
export function groupsOf(fields: Field[]): [string, Field[]][] {
  const found = new Map<string, Field[]>();
  for (const field of fields) {
    const name = GROUPS.find(([, key]) => key.test(field.key))?.[0] ?? "Look";
    found.set(name, [...(found.get(name) ?? []), field]);
  }
  return GROUPS.flatMap(([name]) => {
    const group = found.get(name);
    return group ? [[name, group] as [string, Field[]]] : [];
  });
}

/** Returns a part with its defaults; what has none is in the middle of what is allowed. */
export function newPartOf(part: { properties?: object }): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries((part.properties ?? {}) as Record<string, Node>)
      .filter(([, node]) => "default" in node || node.type === "number" || node.type === "boolean")
      .map(([key, node]) => [key, "default" in node ? structuredClone(node.default) : middleOf(key, node)]),
  );
}

function middleOf(key: string, node: Node): unknown {
  if (node.type === "boolean") return false;
  if (/^[xy]Pct$/.test(key)) return 10;
  if (/^[wh]Pct$/.test(key)) return 80;
  return Number(node.minimum ?? 0);
}

/** Words of the document that say little to people. */
const WORDS: Record<string, string> = {
  abrupt: "At once",
  center_wave: "Wave from the centre",
  contain_transparent: "Whole, in a box",
  cover_full: "Covers the frame",
  dim1: "A little darker",
  dim2: "Darker",
  dim3: "Much darker",
  doc_reveal: "Grow from the centre",
  entire: "Whole length",
  first_only: "First seconds only",
  light1: "A little lighter",
  light2: "Lighter",
  light3: "Much lighter",
  match_image: "As the image was drawn",
  max: "Strong",
  merged_pill: "One box",
  min: "Slight",
  mix: "Beside other sound",
  mix_duck: "Lower under speech",
  neutral: "As the clip",
  normal: "Speech",
  opener_cutoff: "Until speech begins",
  pct: "Percent of the frame",
  pill: "Box for each line",
  replace: "Instead of other sound",
  rolling: "Gradually",
  sensitive: "Soft sound, too",
  strict: "Loud sound only",
};

/** Writes a word of the document for people: `bottom_right` as `Bottom right`. */
export function wordOf(value: string | number): string {
  const text = WORDS[value] ?? String(value).replaceAll("_", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Reads a typed number within limits; `+12` and `-3` count from what is there, null is none. */
export function parseNumber(text: string, field: Field, from: number): number | null {
  const found = numberIn(text, field, from);
  return found === null ? null : limited(found, field);
}

function numberIn(text: string, field: Field, from: number): number | null {
  const plain = text.replace(",", ".").replace(/[^\d.+*/-]/g, "");
  const found = /^([+*/]|-(?=\d))?\s*(-?\d*\.?\d+)$/.exec(plain);
  if (!found) return null;
  const [, sign, digits] = found;
  const value = Number(digits);
  const isNegativeAllowed = (field.least ?? 0) < 0;
  if (sign === "+") return from + value;
  if (sign === "-") return isNegativeAllowed ? -value : from - value;
  if (sign === "*") return from * value;
  return sign === "/" ? from / value : value;
}

/** Returns what there is to say of a typed number that is none, or that is brought into the limits. */
export function remarkOn(text: string, field: Field, from: number): string | null {
  const { least, most, leastBecause, mostBecause, unit } = field;
  const free = numberIn(text, field, from);
  if (free === null) return `“${text.trim()}” is no number.`;
  const said = (limit: number, word: string, because?: string) =>
    `${limited(limit, field)}${unit && ` ${unit}`} is the ${word}${because ? `: ${because}` : ""}.`;
  if (most !== undefined && free > limited(most, field)) return said(most, "most", mostBecause);
  if (least !== undefined && free < limited(least, field)) return said(least, "least", leastBecause);
  return null;
}

/** Brings a number into the limits of its field. */
export function limited(value: number, { least, most }: Field): number {
  const inside = Math.min(most ?? Infinity, Math.max(least ?? -Infinity, value));
  return Math.round(inside * 1000) / 1000;
}

/** Returns the titles of the fields on a way into a part; rows of lists have their numbers. */
export function titlesAt(definitions: object, part: object, steps: string[]): string[] {
  const [key = "", ...others] = steps;
  const node = (part as { properties?: Record<string, Node> }).properties?.[key];
  if (!node) return [];
  const field = fieldOf(key, node);
  const inner = field?.part ? (definitions as Record<string, object>)[field.part] : undefined;
  const title = String(node.title ?? key);
  if (field?.kind !== "parts") return [title, ...(inner ? titlesAt(definitions, inner, others) : [])];
  const [row, ...inside] = others;
  if (row === undefined) return [title];
  return [`${title} ${Number(row) + 1}`, ...(inner ? titlesAt(definitions, inner, inside) : [])];
}
