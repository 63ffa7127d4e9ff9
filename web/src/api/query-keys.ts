// SPDX-License-Identifier: Apache-2.0
/** The keys of the query cache; the first member is the kind of resource, to invalidate by. */
export const queryKeys = {
  me: ["me"] as const,
  tokens: ["tokens"] as const,
  sessions: ["sessions"] as const,
  usage: ["usage"] as const,
  uploads: ["uploads"] as const,
  uploadList: (filter: object) => ["uploads", "list", filter] as const,
  /** An upload as lists have it. */
  upload: (id: string | number) => ["uploads", "one", String(id)] as const,
  /** The answer for one upload, which says what uses it, too. */
  uploadDetails: (id: string | number) => ["uploads", "details", String(id)] as const,
  /** What is recorded of uploads that were deleted. */
  deletedUploads: (ids: number[]) => ["uploads", "deleted", ...ids] as const,
  /** What the server derived from an upload; the sound that is chosen decides its peaks. */
  derivedOf: (id: number) => ["derived", id] as const,
  derived: (id: number, what: string) => ["derived", id, what] as const,
  exports: ["exports"] as const,
  /** How far exports of timelines are rendered. */
  exportStatus: ["exports", "status"] as const,
  renders: ["renders"] as const,
  /** Which parts of timelines are rendered. */
  renderedRanges: ["rendered-ranges"] as const,
  productions: ["productions"] as const,
  publications: ["publications"] as const,
  spaces: ["spaces"] as const,
  projects: ["projects"] as const,
  archivedProjects: ["projects", "archived"] as const,
  /** The revisions of a project, and the timeline of one. */
  revisions: (projectId: number) => ["revisions", projectId] as const,
  revision: (projectId: number, revision: number) => ["revisions", projectId, revision] as const,
  /** The active drafts of productions. */
  drafts: ["drafts"] as const,
  /** What a production of a config that is not stored would show. */
  resolvedConfig: (uploadId: number, config: object) => ["resolved", uploadId, config] as const,
  presets: ["presets"] as const,
  presetList: (family: string) => ["presets", family] as const,
};
