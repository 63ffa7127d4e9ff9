// SPDX-License-Identifier: Apache-2.0
/** The requests about drafts of productions. */
import { type Schema, answerOf, api, taggedAnswerOf } from "@/api/client";
import { ApiError } from "@/api/error";
import { randomId } from "@/lib/random-id";
import { Stale, type Tagged } from "@/lib/save-queue";
import type { Resolved } from "@/media/compositor";

import type { DraftConfig } from "./config";

export type Draft = Omit<Schema<"drafts.DraftResource">, "config"> & { config: DraftConfig };
export type ActiveDraft = Schema<"drafts.ActiveDraftSummary">;

export interface OpenedDraft extends Tagged<DraftConfig> {
  draft: Draft;
}

function pathOf(draftId: number) {
  return { params: { path: { draftId } } };
}

type Answered = Schema<"drafts.DraftResource">;

function opened(answered: Answered, etag: string): OpenedDraft {
  const draft = answered as Draft;
  return { draft, document: draft.config, etag: etag || `"${draft.revision}"` };
}

/** Returns the active draft of an upload, which is made if there is none. */
export async function createOrOpen(uploadId: number): Promise<OpenedDraft> {
  const { body, etag } = await taggedAnswerOf(
    api.POST("/api/production-drafts", { body: { uploadId } }),
  );
  return opened(body.draft, etag);
}

export async function readDraft(draftId: number): Promise<OpenedDraft> {
  const { body, etag } = await taggedAnswerOf(
    api.GET("/api/production-drafts/{draftId}", pathOf(draftId)),
  );
  return opened(body.draft, etag);
}

/** Saves a config over the revision that it was made of; throws `Stale` when there is another. */
export async function saveConfig(
  draftId: number,
  config: DraftConfig,
  etag: string,
): Promise<OpenedDraft> {
  const request = {
    params: { path: { draftId }, header: { "If-Match": etag } },
    body: { config } as never,
  };
  try {
    const { body, etag: saved } = await taggedAnswerOf(
      api.PATCH("/api/production-drafts/{draftId}", request),
    );
    return opened(body.draft, saved);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 412) throw error;
    throw new Stale(opened(error.body.draft as Answered, ""));
  }
}

/** Lists the active drafts of the user. */
export async function listActive(): Promise<ActiveDraft[]> {
  const query = { limit: 1000 };
  const answer = await answerOf(
    api.GET("/api/production-drafts/active", { params: { query } }),
  );
  return answer.items;
}

/** Puts a draft aside. */
export async function archiveDraft(draftId: number): Promise<void> {
  await answerOf(api.POST("/api/production-drafts/{draftId}/archive", pathOf(draftId)));
}

/** Makes an archived draft the active one of its upload again. */
export async function unarchiveDraft(draftId: number): Promise<Draft> {
  const answer = await answerOf(
    api.POST("/api/production-drafts/{draftId}/unarchive", pathOf(draftId)),
  );
  return answer.draft as Draft;
}

/** Puts a draft aside and makes an empty one of the same upload. */
export async function startOver(draftId: number): Promise<Draft> {
  const answer = await answerOf(
    api.POST("/api/production-drafts/{draftId}/start-over", pathOf(draftId)),
  );
  return answer.draft as Draft;
}

/** Resolves a config into what the preview shows, without saving it. */
export async function resolveConfig(
  uploadId: number,
  config: DraftConfig,
  signal: AbortSignal,
): Promise<Resolved> {
  const body = { uploadId, config } as never;
  const request = api.POST("/api/production-drafts/resolve", { body, signal });
  return (await answerOf(request)) as Resolved;
}

/** Makes a project with the timeline of a draft; returns the id of the project. */
export async function openAsTimeline(draftId: number): Promise<number> {
  const request = {
    params: { path: { draftId }, header: { "Idempotency-Key": randomId() } },
  };
  const answer = await answerOf(
    api.POST("/api/production-drafts/{draftId}/open-as-timeline", request),
  );
  return answer.project.id;
}

/** Makes a production of a draft as the server has it; returns the id of the production. */
export async function produce(draftId: number, key: string): Promise<number> {
  const request = {
    params: { header: { "Idempotency-Key": key } },
    body: { draftId } as never,
  };
  return (await answerOf(api.POST("/api/productions", request))).production.id;
}
