// SPDX-License-Identifier: Apache-2.0
/** The document that is being edited, and its history. */
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";

import { type Changes, changesBetween, isSame, withChanges } from "./changes";
import { conformed, opened } from "./conforming";
import { type Timeline, emptyTimeline, findItem } from "./document";
import {
  type History,
  NO_HISTORY,
  type Step,
  redone,
  undone,
  withStep,
  withoutChanged,
} from "./history";
import { resetView, select, useView } from "./view-store";

export interface DocumentState {
  document: Timeline;
  history: History;
  /** Grows with each change, whoever made it. */
  version: number;
}

export const useDocument = create<DocumentState>()(
  subscribeWithSelector(() => ({ document: emptyTimeline(), history: NO_HISTORY, version: 0 })),
);

/** An edit: takes a document and returns another, or throws `Refused`. */
export type Edit = (document: Timeline) => Timeline;

export interface ApplyOptions {
  /** Steps with the same key within 0.8 s are one step: `opacity/logo-1`. */
  mergeKey?: string;
  /** What is selected afterwards; by default what is still there of the selection. */
  select?: string[];
}

/** Opens a document instead of the one that is open. */
export function openDocument(document: Timeline, history: History = NO_HISTORY): void {
  resetView();
  const { version } = useDocument.getState();
  useDocument.setState({ document: opened(document), history, version: version + 1 });
}

/**
 * Makes an edit that can be undone. Returns whether anything changed.
 *
 * What the edit throws is thrown, and nothing changes.
 */
export function apply(label: string, edit: Edit, options: ApplyOptions = {}): boolean {
  const { document, history, version } = useDocument.getState();
  const after = conformed(document, edit(document));
  const changes = changesBetween(document, after);
  if (changes.length === 0) return false;
  const selectionBefore = useView.getState().selection;
  const selectionAfter = options.select ?? stillThere(after, selectionBefore);
  const step: Step = {
    label,
    changes,
    selectionBefore,
    selectionAfter,
    mergeKey: options.mergeKey,
    at: Date.now(),
  };
  useDocument.setState({
    document: after,
    history: withStep(history, step),
    version: version + 1,
  });
  if (!isSame(selectionAfter, selectionBefore)) select(selectionAfter);
  return true;
}

/** Takes the last step back; returns its label, or null when there is none. */
export function undo(): string | null {
  return go(undone(useDocument.getState().history), "selectionBefore");
}

/** Makes the step that was taken back again; returns its label, or null when there is none. */
export function redo(): string | null {
  return go(redone(useDocument.getState().history), "selectionAfter");
}

type Move = { step: Step; changes: Changes; history: History } | null;

function go(moved: Move, selection: "selectionBefore" | "selectionAfter"): string | null {
  if (!moved) return null;
  const { document, version } = useDocument.getState();
  const after = withChanges(document, moved.changes);
  useDocument.setState({ document: after, history: moved.history, version: version + 1 });
  select(stillThere(after, moved.step[selection]));
  return moved.step.label;
}

/** Takes over what somebody else has made of the document; steps that touch it are forgotten. */
export function adopt(document: Timeline): void {
  const state = useDocument.getState();
  const after = opened(document);
  const changes = changesBetween(state.document, after);
  if (changes.length === 0) return;
  useDocument.setState({
    document: after,
    history: withoutChanged(state.history, changes),
    version: state.version + 1,
  });
  select(stillThere(after, useView.getState().selection));
}

function stillThere(document: Timeline, ids: string[]): string[] {
  return ids.filter((id) => findItem(document, id));
}
