// SPDX-License-Identifier: Apache-2.0
/** What the server says of a production, the spaces it can be published into, and where it is. */
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";

export type Space = Schema<"publish.SpaceOption">;
export type Publication = Schema<"publish.PublicationResource">;
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

/** The spaces that an upload may be published into. */
export function optionsQuery(uploadId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "options", uploadId],
    queryFn: () =>
      answerOf(
        api.GET("/api/uploads/{uploadId}/publish-options", { params: { path: { uploadId } } }),
      ),
    select: (answer) => answer.spaces,
  });
}

/** Where a production is, was, or waits to be published. */
export function publicationsQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.publications, "of-production", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}/publications", {
          params: { path: { productionId }, query: { limit: 200 } },
        }),
      ),
    select: (answer) => answer.items,
  });
}

/** What is to be done: spaces to publish into and to unpublish from, and the story if it changed. */
export interface Changes {
  publish: number[];
  unpublish: number[];
  story?: string;
}

/** Does what is to be done, and returns the result of each space. */
export function useApply(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (changes: Changes): Promise<SpaceResult[]> => {
      if (changes.story !== undefined) await saveStory(productionId, changes.story);
      const published = await send("publish", productionId, changes.publish);
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
