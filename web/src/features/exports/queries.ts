// SPDX-License-Identifier: Apache-2.0
/** What the server says of exports and of how far they are packaged. */
import { infiniteQueryOptions, queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

import { type HlsStatus, isChanging } from "./hls";

export type Export = Schema<"library.ExportResource">;

const POLL_MS = 2_000;
const LIST_POLL_MS = 5_000;

/** The exports, newest first; asked for again while one of them is being packaged. */
export const exportsQuery = infiniteQueryOptions({
  queryKey: [...queryKeys.exports, "list"],
  queryFn: ({ pageParam }) =>
    answerOf(
      api.GET("/api/exports", {
        params: { query: { limit: 100, cursor: pageParam || undefined } },
      }),
    ),
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
  refetchInterval: (query) => {
    const exports = query.state.data?.pages.flatMap((page) => page.items) ?? [];
    return exports.some((one) => isChanging(one.hlsState)) ? LIST_POLL_MS : false;
  },
});

/** How far one export is packaged; asked for every two seconds until that is decided. */
export function hlsStatusQuery(uploadId: number) {
  return queryOptions({
    queryKey: [...queryKeys.exports, "hls-status", uploadId],
    queryFn: () =>
      answerOf(api.GET("/api/exports/{uploadId}/hls-status", { params: { path: { uploadId } } })),
    staleTime: 0,
    refetchInterval: (query) => (isChanging(query.state.data?.state) ? POLL_MS : false),
  });
}

/** Prepares an export for publishing, again if it failed before. */
export function usePrepareExport(uploadId: number) {
  const queries = useQueryClient();
  const { queryKey } = hlsStatusQuery(uploadId);
  return useMutation({
    mutationFn: () =>
      answerOf(
        api.POST("/api/exports/{uploadId}/prep-hls", {
          params: { path: { uploadId }, header: { "Idempotency-Key": randomId() } },
          body: { name: null, timelineCaptions: null },
        }),
      ),
    onSuccess: async (answer) => {
      await queries.cancelQueries({ queryKey });
      queries.setQueryData<HlsStatus>(queryKey, (old) => ({
        publishedCount: 0,
        productionStatus: null,
        playable: false,
        renditions: [],
        ...old,
        state: answer.state,
        productionId: answer.productionId,
        detail: null,
        errorMessage: null,
        progressPct: answer.state === "ready" ? 100 : 0,
      }));
      void queries.invalidateQueries({ queryKey: [...queryKeys.exports, "list"] });
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
    },
  });
}

/** Sends an export to HLS as a new production, which is then shown. */
export function useSendToHls() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: number) =>
      answerOf(
        api.POST("/api/productions", {
          params: { header: { "Idempotency-Key": randomId() } },
          body: {
            uploadId,
            name: null,
            defaultStoryText: null,
            profile: "auto",
            quality: null,
            packager: null,
          },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.exports });
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
    },
  });
}

/** Renames an export. */
export function useRenameExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ shown, name }: { shown: Export; name: string }) =>
      answerOf(
        api.PATCH("/api/uploads/{uploadId}", {
          params: { path: { uploadId: shown.id } },
          body: { modifiedFilename: name, description: shown.description } as never,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.exports }),
  });
}

/** Deletes an export although its production, which stays, uses it: the dialog says so before. */
export function useDeleteExport() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: number) =>
      answerOf(
        api.DELETE("/api/exports/{uploadId}", {
          params: { path: { uploadId }, query: { force: true } },
        }),
      ),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.exports });
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
    },
  });
}
