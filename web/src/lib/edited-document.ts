// SPDX-License-Identifier: Apache-2.0
/** A document that is being edited, with the history of its edits. */
import { type StoreApi, type UseBoundStore, create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";

import { type Changes, isSame } from "./changes";
import {
  type History,
  NO_HISTORY,
  type Step,
  redone,
  undone,
  withStep,
  withoutChanged,
} from "./history";

export interface EditedState<Doc> {
  document: Doc;
  history: History;
  /** Grows with each change, whoever made it. */
  version: number;
}

/** What differs between the kinds of documents. */
export interface DocumentKind<Doc> {
  empty: () => Doc;
  /** Brings a document of the server into the form that is edited. */
  opened: (document: Doc) => Doc;
  /** Brings a document into that form after an edit. */
  conformed: (before: Doc, after: Doc) => Doc;
  changesBetween: (before: Doc, after: Doc) => Changes;
  withChanges: (document: Doc, changes: Changes) => Doc;
  selection: Selection<Doc>;
}

/** What of a document is selected, which undo restores. */
export interface Selection<Doc> {
  get: () => string[];
  set: (ids: string[]) => void;
  /** Returns those of some ids that a document has. */
  stillThere: (document: Doc, ids: string[]) => string[];
  /** Forgets what was shown of another document. */
  reset: () => void;
}

/** An edit: takes a document and returns another, or throws what refuses it. */
export type EditOf<Doc> = (document: Doc) => Doc;

export interface ApplyOptions {
  /** Steps with the same key within 0.8 s are one step: `opacity/logo-1`. */
  mergeKey?: string;
  /** What is selected afterwards; by default what is still there of the selection. */
  select?: string[];
}

type Observed<State> = Omit<StoreApi<State>, "subscribe"> & {
  subscribe: {
    (listener: (state: State, before: State) => void): () => void;
    <Part>(
      selector: (state: State) => Part,
      listener: (part: Part, before: Part) => void,
    ): () => void;
  };
};

export class EditedDocument<Doc> {
  readonly use: UseBoundStore<Observed<EditedState<Doc>>>;

  constructor(private readonly kind: DocumentKind<Doc>) {
    this.use = create<EditedState<Doc>>()(
      subscribeWithSelector(() => ({ document: kind.empty(), history: NO_HISTORY, version: 0 })),
    );
  }

  /** Opens a document instead of the one that is open. */
  readonly open = (document: Doc, history: History = NO_HISTORY): void => {
    this.kind.selection.reset();
    const { version } = this.use.getState();
    this.use.setState({ document: this.kind.opened(document), history, version: version + 1 });
  };

  /**
   * Makes an edit that can be undone. Returns whether anything changed.
   *
   * What the edit throws is thrown, and nothing changes.
   */
  readonly apply = (label: string, edit: EditOf<Doc>, options: ApplyOptions = {}): boolean => {
    const { selection } = this.kind;
    const { document, history, version } = this.use.getState();
    const after = this.kind.conformed(document, edit(document));
    const changes = this.kind.changesBetween(document, after);
    if (changes.length === 0) return false;
    const selectionBefore = selection.get();
    const selectionAfter = options.select ?? selection.stillThere(after, selectionBefore);
    const step: Step = {
      label,
      changes,
      selectionBefore,
      selectionAfter,
      mergeKey: options.mergeKey,
      at: Date.now(),
    };
    this.use.setState({
      document: after,
      history: withStep(history, step),
      version: version + 1,
    });
    if (!isSame(selectionAfter, selectionBefore)) selection.set(selectionAfter);
    return true;
  };

  /** Takes the last step back; returns its label, or null when there is none. */
  readonly undo = (): string | null =>
    this.go(undone(this.use.getState().history), "selectionBefore");

  /** Makes the step that was taken back again; returns its label, or null when there is none. */
  readonly redo = (): string | null =>
    this.go(redone(this.use.getState().history), "selectionAfter");

  /** Takes over what somebody else has made of the document; steps that touch it are forgotten. */
  readonly adopt = (document: Doc): void => {
    const state = this.use.getState();
    const after = this.kind.opened(document);
    const changes = this.kind.changesBetween(state.document, after);
    if (changes.length === 0) return;
    this.use.setState({
      document: after,
      history: withoutChanged(state.history, changes),
      version: state.version + 1,
    });
    const { selection } = this.kind;
    selection.set(selection.stillThere(after, selection.get()));
  };

  private go(
    moved: { step: Step; changes: Changes; history: History } | null,
    which: "selectionBefore" | "selectionAfter",
  ): string | null {
    if (!moved) return null;
    const { document, version } = this.use.getState();
    const after = this.kind.withChanges(document, moved.changes);
    this.use.setState({ document: after, history: moved.history, version: version + 1 });
    const { selection } = this.kind;
    selection.set(selection.stillThere(after, moved.step[which]));
    return moved.step.label;
  }
}
