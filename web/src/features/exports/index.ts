// SPDX-License-Identifier: Apache-2.0
/** What other pages use of exports. */
export { HLS_WORDS } from "./hls";
export { HlsChip } from "./hls-chip";
export { OpenTimeline, useOpenTimeline } from "./open-timeline";
