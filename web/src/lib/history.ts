// SPDX-License-Identifier: Apache-2.0
/** The steps that can be undone and redone. */
import { type Changes, inverted, joined } from "./changes";

/** One step: what it changed, and what was selected before and after. */
export interface Step {
  label: string;
  changes: Changes;
  selectionBefore: string[];
  selectionAfter: string[];
  /** Steps with the same key, shortly after one another, are one: typing, nudging. */
  mergeKey?: string;
  /** When it was made, in milliseconds. */
  at: number;
}

export interface History {
  past: Step[];
  future: Step[];
}

const MOST_STEPS = 200;
const MERGE_MILLISECONDS = 800;

export const NO_HISTORY: History = { past: [], future: [] };

/** Returns the history after another step; what was undone can no longer be redone. */
export function withStep(history: History, step: Step): History {
  const last = history.past.at(-1);
  const isMerged =
    last !== undefined &&
    step.mergeKey !== undefined &&
    last.mergeKey === step.mergeKey &&
    step.at - last.at < MERGE_MILLISECONDS;
  if (!isMerged) return { past: [...history.past, step].slice(-MOST_STEPS), future: [] };
  const both: Step = {
    ...step,
    changes: joined(last.changes, step.changes),
    selectionBefore: last.selectionBefore,
  };
  return { past: [...history.past.slice(0, -1), both], future: [] };
}

/** Returns what undoing changes, and the history after it. */
export function undone(
  history: History,
): { step: Step; changes: Changes; history: History } | null {
  const step = history.past.at(-1);
  if (!step) return null;
  return {
    step,
    changes: inverted(step.changes),
    history: { past: history.past.slice(0, -1), future: [step, ...history.future] },
  };
}

/** Returns what redoing changes, and the history after it. */
export function redone(
  history: History,
): { step: Step; changes: Changes; history: History } | null {
  const [step, ...future] = history.future;
  if (!step) return null;
  return { step, changes: step.changes, history: { past: [...history.past, step], future } };
}

/** Returns the history without the steps that touch what somebody else has changed. */
export function withoutChanged(history: History, changed: Changes): History {
  if (changed.length === 0) return history;
  const names = new Set(changed.map((one) => `${one.track}/${one.key}`));
  const isApart = (step: Step) =>
    step.changes.every((one) => !names.has(`${one.track}/${one.key}`));
  return { past: history.past.filter(isApart), future: history.future.filter(isApart) };
}
