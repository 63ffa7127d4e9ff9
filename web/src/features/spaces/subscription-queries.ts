// SPDX-License-Identifier: Apache-2.0
/** Whether the user follows a space. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

/** Whether the user follows a space, and how many users do. */
export function subscriptionQuery(spaceId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "subscription", spaceId],
    queryFn: () =>
      answerOf(api.GET("/api/spaces/{spaceId}/subscription", { params: { path: { spaceId } } })),
    select: (answer) => answer.subscription,
  });
}

/** Follows a space, or follows it no longer. */
export function useFollow(spaceId: number) {
  const queries = useQueryClient();
  const params = { path: { spaceId } };
  return useMutation<unknown, Error, boolean>({
    mutationFn: (isFollowed) =>
      isFollowed
        ? answerOf(api.PUT("/api/spaces/{spaceId}/subscription", { params }))
        : answerOf(api.DELETE("/api/spaces/{spaceId}/subscription", { params })),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: subscriptionQuery(spaceId).queryKey });
      await queries.invalidateQueries({ queryKey: [...queryKeys.publications, "feed", "following"] });
    },
  });
}
