// SPDX-License-Identifier: Apache-2.0
/** What waits for a moderator, and how it is decided. */
import { infiniteQueryOptions, useQueryClient } from "@tanstack/react-query";

import { type Schema, answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

export type SpacePublication = Schema<"publish.SpacePublication">;
export type TakenDownStatus = "rejected" | "unpublished";

/** The publications of a space that were rejected, or removed, newest first. */
export function takenDownQuery(spaceId: number, status: TakenDownStatus) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.publications, "of-space", spaceId, status],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/publications", {
          params: { path: { spaceId }, query: { status, limit: 20, cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** A publication of which something waits for a moderator. */
export type WaitingItem = Schema<"publish.WaitingItemResource">;

/** What waits for a moderator in a space, newest first. */
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

/** Approves a publication as the queue shows it, and nothing that its owner changed since. */
export function useApprove({ id, revision }: WaitingItem["publication"]) {
  return useDecision(() =>
    answerOf(
      api.POST("/api/publications/{publicationId}/approve", {
        params: {
          path: { publicationId: id },
          header: { "Idempotency-Key": randomId(), "If-Match": `"${revision}"` },
        },
        body: { note: "" },
      }),
    ),
  );
}

/** Rejects a publication for a reason. */
export function useReject(publicationId: number) {
  return useDecision((note: string) =>
    answerOf(
      api.POST("/api/publications/{publicationId}/reject", {
        params: { path: { publicationId }, header: { "Idempotency-Key": randomId() } },
        body: { note },
      }),
    ),
  );
}

function useDecision<Given>(decide: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: decide,
    // A refusal says that the queue has changed, too.
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.publications }),
  });
}
