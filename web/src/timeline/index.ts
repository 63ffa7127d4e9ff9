// SPDX-License-Identifier: Apache-2.0
/** The timeline: its document, the edits of it, and the stores that an editor shows. */
export * from "./changes";
export * from "./document";
export * from "./document-store";
export * from "./dropping";
export * from "./frames";
export * from "./held-back";
export * from "@/lib/history";
export * from "./merging";
export * from "./operations";
export * from "./placing";
export * from "./relinking";
export * from "./snapping";
export * from "./timecode";
export * from "./view-store";
