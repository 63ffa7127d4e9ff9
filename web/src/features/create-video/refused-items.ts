// SPDX-License-Identifier: Apache-2.0
/** Shows the items and fields that the server refuses. */
import { create } from "zustand";

import { findItem, placedByIds, seek, select, useDocument } from "@/timeline";

import { reveal } from "./navigating";
import type { Place } from "./pointers";

/** The field that the inspector goes to: its path in what is selected; null when there is none. */
export const useWantedField = create<{ path: string | null }>(() => ({ path: null }));

/** Selects an item and goes to its start. */
export function showItem(id: string): void {
  const { document } = useDocument.getState();
  if (!findItem(document, id)) return;
  const [placed] = placedByIds(document, [id]);
  select([id]);
  if (placed) {
    seek(placed.start);
    reveal(placed.start);
  }
}

/** Selects what a place is in, and has the inspector go to its field. */
export function showPlace({ item, path }: Place): void {
  if (item) showItem(item.id);
  else select([]);
  useWantedField.setState({ path });
}
