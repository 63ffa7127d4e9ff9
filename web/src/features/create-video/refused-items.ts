// SPDX-License-Identifier: Apache-2.0
/** Shows the items that the server refuses. */
import { findItem, placedByIds, seek, select, useDocument } from "@/timeline";

import { reveal } from "./editing";

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
