// SPDX-License-Identifier: Apache-2.0
/** The preview of a document: its picture at the playhead, what is played, and the buttons for it. */
export { currentPlayer, shuttle, useShown } from "./playback";
export { followDocument, useResolved } from "./resolved-store";
export { type Size, Stage, type Zoom } from "./stage";
export { Transport } from "./transport";
