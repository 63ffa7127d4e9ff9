// SPDX-License-Identifier: Apache-2.0
/** What could not be saved of a draft that has ended, on its way into the next draft of its upload. */
import { type Changes, fieldChanges, withFieldChanges } from "@/lib/changes";

import { type DraftConfig, editedConfig } from "./config";

/** What the next draft of an upload begins with, until that draft is open. */
let carried: { uploadId: number; changes: Changes } | null = null;

/** Keeps what the open draft has over its saved config for the next draft of its upload. */
export function carryOver(uploadId: number, saved: DraftConfig): void {
  carried = { uploadId, changes: fieldChanges(saved, editedConfig.use.getState().document) };
}

/** Whether something is kept for the next draft of an upload. */
export function isCarried(uploadId: number): boolean {
  return carried?.uploadId === uploadId;
}

/** Takes what was kept for the next draft of an upload over into that draft, which is open now. */
export function takeCarried(uploadId: number): void {
  if (carried?.uploadId !== uploadId) return;
  const { changes } = carried;
  carried = null;
  editedConfig.apply("Take over what was not saved", (config) => withFieldChanges(config, changes));
}
