// SPDX-License-Identifier: Apache-2.0
/** What the server says of review links, and the changes that owners make. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

export type ReviewLink = Schema<"publish.ReviewLinkResource">;

/** The newest review links of a production. */
export function reviewLinksQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.productions, "review-links", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}/review-links", {
          params: { path: { productionId }, query: { limit: 50 } },
        }),
      ),
    select: (page) => page.items,
  });
}

/** Makes a review link; the answer has its address, which cannot be read again. */
export function useCreateReviewLink(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: { name: string; days: number }) =>
      answerOf(
        api.POST("/api/productions/{productionId}/review-links", {
          params: { path: { productionId } },
          body: { ...body, publicationId: null },
        }),
      ),
    onSuccess: () => queries.invalidateQueries(reviewLinksQuery(productionId)),
  });
}

export function useRevokeReviewLink(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (linkId: number) =>
      answerOf(api.DELETE("/api/review-links/{linkId}", { params: { path: { linkId } } })),
    onSuccess: () => queries.invalidateQueries(reviewLinksQuery(productionId)),
  });
}
