// SPDX-License-Identifier: Apache-2.0
/** What is wrong with fields of a preset, by the first steps of the pointers. */
import { ApiError } from "@/api/error";
import type { Values } from "@/ui/field-list";

type Problems = ReadonlyMap<string, string>;

const NAME = "name";

function fieldOf(pointer: string): string {
  return pointer.split("/")[0] ?? "";
}

/** Returns what the server refuses. */
export function problemsOf(failure: unknown): Problems {
  if (!(failure instanceof ApiError)) return new Map();
  const own = typeof failure.body.pointer === "string" ? [[failure.body.pointer, failure.message]] : [];
  const all = failure.problems.map((one) => [one.pointer, one.detail]);
  return new Map([...own, ...all].map(([pointer = "", detail = ""]) => [pointer.slice(1), detail]));
}

/** Returns the problem of a name that was made blank. */
export function blankName(changes: Values): Problems {
  const isBlank = NAME in changes && String(changes[NAME] ?? "").trim() === "";
  return new Map(isBlank ? [[NAME, "A preset needs a name"]] : []);
}

/** Returns the problems without those of a field, which was changed. */
export function withoutProblem(problems: Problems, field: string): Problems {
  return new Map([...problems].filter(([pointer]) => fieldOf(pointer) !== field));
}

/** Returns the problems of changes that wait; the others ended with the save of what they were of. */
export function problemsOfWaiting(problems: Problems, waiting: Values): Problems {
  return new Map([...problems].filter(([pointer]) => fieldOf(pointer) in waiting));
}

/** Parts changes into those that can be sent and those that are kept because they are refused. */
export function sendable(changes: Values, refused: Problems): { sent: Values; kept: Values } {
  const stopped = new Set([...refused.keys()].map(fieldOf));
  const part = (isStopped: boolean) =>
    Object.fromEntries(Object.entries(changes).filter(([key]) => stopped.has(key) === isStopped));
  return { sent: part(false), kept: part(true) };
}
