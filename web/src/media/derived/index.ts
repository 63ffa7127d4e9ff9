// SPDX-License-Identifier: Apache-2.0
/** What the server derives from uploads for pages: filmstrips, peaks and edit proxies. */
export * from "./derived-file";
export * from "./drawing";
export * from "./filmstrip";
export * from "./peaks";
export * from "./queries";
export * from "./waveform";
