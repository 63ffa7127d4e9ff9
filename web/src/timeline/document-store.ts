// SPDX-License-Identifier: Apache-2.0
/** The timeline that is being edited, and its history. */
import { EditedDocument, type EditOf, type EditedState } from "@/lib/edited-document";

import { changesBetween, withChanges } from "./changes";
import { conformed, opened } from "./conforming";
import { type Timeline, emptyTimeline, findItem } from "./document";
import { resetView, select, useView } from "./view-store";

export { type ApplyOptions } from "@/lib/edited-document";

export type DocumentState = EditedState<Timeline>;

/** An edit: takes a document and returns another, or throws `Refused`. */
export type Edit = EditOf<Timeline>;

export const editedTimeline = new EditedDocument<Timeline>({
  empty: emptyTimeline,
  opened,
  conformed,
  changesBetween,
  withChanges,
  selection: {
    get: () => useView.getState().selection,
    set: select,
    stillThere: (document, ids) => ids.filter((id) => findItem(document, id)),
    reset: resetView,
  },
});

export const useDocument = editedTimeline.use;
export const { open: openDocument, apply, undo, redo, adopt } = editedTimeline;
