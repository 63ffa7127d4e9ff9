// SPDX-License-Identifier: Apache-2.0
/** What the server says of a production, the spaces it can be published into, and where it is. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { ApiError, messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

import type { Visibility } from "@/features/publications";

export {
  type ListedPublication as Publication,
  optionsQuery,
  publicationsQuery,
  type Space,
} from "@/features/publications";
export type SpaceResult = Schema<"publish.SpaceResultResource">;

/** The newest production of an upload. */
export function newestProductionQuery(uploadId: number) {
  return queryOptions({
    queryKey: [...queryKeys.productions, "newest", uploadId],
    queryFn: async () => {
      const query = { uploadId, limit: 1 };
      const page = await answerOf(api.GET("/api/productions", { params: { query } }));
      return page.items[0] ?? null;
    },
  });
}

/** The productions that can be published. */
export const readyProductionsQuery = queryOptions({
  queryKey: [...queryKeys.productions, "ready"],
  queryFn: () =>
    answerOf(api.GET("/api/productions", { params: { query: { state: "ready", limit: 100 } } })),
});

/** What is to be done: spaces to publish into and to unpublish from, and the story if it changed. */
export interface Changes {
  publish: number[];
  unpublish: number[];
  story?: string;
  /** Who may watch what is published now; without it whoever may see the space. */
  visibility?: Visibility;
}

/** Does what is to be done, and returns the result of each space. */
export function useApply(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (changes: Changes): Promise<SpaceResult[]> => {
      if (changes.story !== undefined) await saveStory(productionId, changes.story);
      const { publish, visibility } = changes;
      const published = visibility
        ? await publishTo(visibility, productionId, publish)
        : await send("publish", productionId, publish);
      const unpublished = await send("unpublish", productionId, changes.unpublish);
      return [...published, ...unpublished];
    },
    onSettled: () =>
      Promise.all(
        [queryKeys.publications, queryKeys.productions, queryKeys.exports].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      ),
  });
}

function saveStory(productionId: number, story: string) {
  return answerOf(
    api.PATCH("/api/productions/{productionId}/story", {
      params: { path: { productionId } },
      body: { defaultStoryText: story },
    }),
  );
}

async function send(
  verb: "publish" | "unpublish",
  productionId: number,
  spaces: number[],
): Promise<SpaceResult[]> {
  if (spaces.length === 0) return [];
  const answer = await answerOf(
    api.POST(`/api/productions/{productionId}/${verb}`, {
      params: { path: { productionId }, header: { "Idempotency-Key": randomId() } },
      body: { spaces },
    }),
  );
  return answer.results;
}

/** Publishes into spaces one after another, so that each has this visibility. */
async function publishTo(
  visibility: Visibility,
  productionId: number,
  spaces: number[],
): Promise<SpaceResult[]> {
  const results: SpaceResult[] = [];
  for (const spaceId of spaces) results.push(await publishOne(visibility, productionId, spaceId));
  return results;
}

async function publishOne(
  visibility: Visibility,
  productionId: number,
  spaceId: number,
): Promise<SpaceResult> {
  const known = { spaceId, publication: null, error: null, detail: null };
  try {
    const { publication } = await answerOf(
      api.POST("/api/productions/{productionId}/publications", {
        params: { path: { productionId }, header: { "Idempotency-Key": randomId() } },
        body: { spaceId, visibility, distributionFlags: null },
      }),
    );
    return { ...known, publication };
  } catch (error) {
    // What the server refuses for one space does not stop the others.
    if (!(error instanceof ApiError) || error.status === 0) throw error;
    return { ...known, error: error.code, detail: messageOf(error) };
  }
}
