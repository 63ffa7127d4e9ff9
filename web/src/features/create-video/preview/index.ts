// SPDX-License-Identifier: Apache-2.0
export { Preview } from "./preview";
export { shuttle } from "./playback";
export { followDocument, useResolved } from "./resolved-store";
