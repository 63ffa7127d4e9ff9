// SPDX-License-Identifier: Apache-2.0
/** What the server says of productions. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

export type Production = Schema<"hls.ProductionView">;
export type ProductionDetail = Schema<"hls.ProductionDetailView">;
export type ProductionState = Production["state"];

const POLL_MS = 2_000;
const LIST_POLL_MS = 5_000;

export interface ProductionFilter {
  uploadId?: number;
  state?: ProductionState;
}

/** Productions, newest first; asked for again while one of them is being packaged. */
export function productionsQuery(filter: ProductionFilter) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.productions, "list", filter],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/productions", {
          params: { query: { ...filter, limit: 50, cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => {
      const all = query.state.data?.pages.flatMap((page) => page.items) ?? [];
      return all.some((one) => one.state === "in_progress") ? LIST_POLL_MS : false;
    },
  });
}

/** How many productions there are in each state. */
export function productionCountsQuery(uploadId?: number) {
  return queryOptions({
    queryKey: [...queryKeys.productions, "counts", uploadId],
    queryFn: () =>
      answerOf(api.GET("/api/productions/summary", { params: { query: { uploadId } } })),
    refetchInterval: (query) => (query.state.data?.inProgress ? LIST_POLL_MS : false),
  });
}

/** One production; asked for every two seconds while it or its replacement is being packaged. */
export function productionQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.productions, "one", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}", { params: { path: { productionId } } }),
      ),
    select: (answer) => answer.production,
    refetchInterval: (query) =>
      isChanging(query.state.data?.production) ? POLL_MS : false,
  });
}

function isChanging(production: ProductionDetail | undefined): boolean {
  return [production?.state, production?.replacement?.state].includes("in_progress");
}

/** The upload of a workspace. */
export function uploadQuery(uploadId: number) {
  return queryOptions({
    queryKey: queryKeys.uploadDetails(uploadId),
    queryFn: () =>
      answerOf(api.GET("/api/uploads/{uploadId}", { params: { path: { uploadId } } })),
    select: (answer) => answer.upload,
    refetchInterval: (query) =>
      query.state.data?.upload.state === "uploaded" ? POLL_MS : false,
  });
}

/** Packages an upload; an export that is packaged already answers that production. */
export function useCreateProduction() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { uploadId: number; name?: string; story?: string }) =>
      answerOf(
        api.POST("/api/productions", {
          params: { header: { "Idempotency-Key": randomId() } },
          body: {
            uploadId: wanted.uploadId,
            name: wanted.name ?? null,
            defaultStoryText: wanted.story || null,
            profile: "auto",
            quality: null,
            packager: null,
          },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
      void queries.invalidateQueries({ queryKey: queryKeys.exports });
    },
  });
}

/** Deletes a production and its stream. */
export function useDeleteProduction() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (productionId: number) =>
      answerOf(
        api.DELETE("/api/productions/{productionId}", { params: { path: { productionId } } }),
      ),
    onSuccess: (_answer, productionId) => {
      queries.removeQueries({ queryKey: [...queryKeys.productions, "one", productionId] });
      queries.removeQueries({ queryKey: [...queryKeys.exports, "hls-status"] });
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
      void queries.invalidateQueries({ queryKey: queryKeys.exports });
    },
  });
}
