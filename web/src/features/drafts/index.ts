// SPDX-License-Identifier: Apache-2.0
/** Drafts of productions: what pages share that show or edit one. */
export * from "./config";
export { draftSaves, lookWhetherEnded, reopenDraft, useDraft } from "./draft-state";
export { isEnded } from "./ended-draft";
export { NoDraft } from "./no-draft";
export { OpenAsTimeline, useOpenAsTimeline } from "./open-as-timeline";
export { type PartKind, type ProductionPart, partsOf } from "./production-parts";
export { useActiveDrafts, useAreDraftsPending, useDiscard, useResolvedConfig, useStartOver } from "./queries";
export { type ActiveDraft, type Draft, produce, resolveConfig } from "./requests";
export { DraftSaveBanner, DraftSaveStatus } from "./save-state";
export { useAddressedDraft } from "./use-open-draft";
