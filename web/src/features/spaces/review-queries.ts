// SPDX-License-Identifier: Apache-2.0
/** What waits for a moderator, and how it is decided. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";

/** The pending publications of a space, newest first. */
export function reviewQueueQuery(spaceId: number) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.publications, "queue", spaceId],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/review/queue", {
          params: { path: { spaceId }, query: { limit: 20, cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Approves or rejects a publication. */
export function useDecide(publicationId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, note }: { verb: "approve" | "reject"; note: string }) =>
      answerOf(
        api.POST(`/api/publications/{publicationId}/${verb}`, {
          params: { path: { publicationId }, header: { "Idempotency-Key": randomId() } },
          body: { note },
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.publications }),
  });
}
