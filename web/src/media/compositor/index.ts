// SPDX-License-Identifier: Apache-2.0
/** The instant preview: what a resolved timeline shows and plays, drawn in the browser. */
export { type DrawnBox, type HandMove } from "./drawing";
export { Player } from "./player";
export { type Stretches, playsStretches, stretchAt } from "./stretch-source";
export { type VideoFile } from "./video-pool";
export { type Box, type Layer, type Resolved, rateOf, undrawnAt } from "./resolved";
