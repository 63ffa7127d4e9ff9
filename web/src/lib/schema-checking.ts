// SPDX-License-Identifier: Apache-2.0
/** Checks values against the JSON Schema of their field, before they enter a document. */

type Node = Record<string, unknown>;

/** What is wrong with a value: the steps to it, and a sentence as the server writes it. */
export interface Fault {
  path: (string | number)[];
  detail: string;
}

const TYPES: Record<string, [(value: unknown) => boolean, string]> = {
  string: [(value) => typeof value === "string", "a text"],
  boolean: [(value) => typeof value === "boolean", "on or off"],
  number: [(value) => typeof value === "number" && Number.isFinite(value), "a number"],
  integer: [(value) => Number.isInteger(value), "a whole number"],
  array: [Array.isArray, "a list"],
  null: [(value) => value === null, "empty"],
};

/** Returns the first fault of a value, or null. */
export function faultIn(value: unknown, node: object, definitions: object): Fault | null {
  const { anyOf, $ref, type, ...rest } = node as Node;
  if (Array.isArray(anyOf)) {
    const isEmpty = value === null && anyOf.some((one: Node) => one.type === "null");
    const inner = anyOf.find((one: Node) => one.type !== "null") as Node;
    return isEmpty ? null : faultIn(value, inner, definitions);
  }
  if (typeof $ref === "string") {
    const part = (definitions as Record<string, Node>)[$ref.slice($ref.lastIndexOf("/") + 1)];
    return part ? faultInPart(value, part, definitions) : null;
  }
  const [isOfType, name] = TYPES[String(type)] ?? [() => true, ""];
  if (!isOfType(value)) return fault(`This must be ${name}.`);
  if (Array.isArray(value)) return faultInRows(value, rest, definitions);
  const detail = faultOfText(value, rest) ?? faultOfChoice(value, rest) ?? faultOfNumber(value, rest);
  return detail ? fault(detail) : null;
}

function fault(detail: string): Fault {
  return { path: [], detail };
}

function within(step: string | number, found: Fault | null): Fault | null {
  return found && { ...found, path: [step, ...found.path] };
}

function faultInPart(value: unknown, part: Node, definitions: object): Fault | null {
  if (typeof value !== "object" || value === null) return fault("This must not be empty.");
  const fields = (part.properties ?? {}) as Record<string, Node>;
  const values = value as Record<string, unknown>;
  for (const key of (part.required ?? []) as string[]) {
    if (!(key in values)) return within(key, fault("This must not be empty."));
  }
  for (const [key, node] of Object.entries(fields)) {
    const found = key in values ? within(key, faultIn(values[key], node, definitions)) : null;
    if (found) return found;
  }
  return null;
}

function faultInRows(rows: unknown[], { items, maxItems }: Node, definitions: object): Fault | null {
  if (rows.length > ((maxItems as number | undefined) ?? Infinity)) {
    return fault(`This must have at most ${String(maxItems)} rows.`);
  }
  for (const [index, row] of rows.entries()) {
    const found = within(index, faultIn(row, (items ?? {}) as Node, definitions));
    if (found) return found;
  }
  return null;
}

function faultOfText(value: unknown, { minLength, maxLength, pattern }: Node): string | null {
  if (typeof value !== "string") return null;
  if (value.length < Number(minLength ?? 0)) return "This must not be empty.";
  if (value.length > Number(maxLength ?? Infinity)) {
    return `This must have at most ${String(maxLength)} characters.`;
  }
  if (typeof pattern !== "string" || new RegExp(pattern).test(value)) return null;
  const lines = /\\n\[\^\\n\]\*\)\{0,(\d+)\}/.exec(pattern)?.[1];
  if (lines) return `This must have at most ${Number(lines) + 1} lines.`;
  return pattern.includes("#") ? "This must be a colour such as #1a2b3c." : "This is not allowed here.";
}

function faultOfChoice(value: unknown, { enum: options, const: only }: Node): string | null {
  const isFree = !Array.isArray(options) || options.includes(value);
  return isFree && (only === undefined || only === value) ? null : "This must be one of the choices.";
}

function faultOfNumber(value: unknown, { minimum, maximum }: Node): string | null {
  if (typeof value !== "number") return null;
  if (value < Number(minimum ?? -Infinity)) return `This must be at least ${String(minimum)}.`;
  if (value > Number(maximum ?? Infinity)) return `This must be at most ${String(maximum)}.`;
  return null;
}
