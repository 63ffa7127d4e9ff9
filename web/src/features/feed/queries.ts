// SPDX-License-Identifier: Apache-2.0
/** What the server says of feeds. */
import { infiniteQueryOptions } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";

export type FeedItem = Schema<"publish.FeedItemResource">;

/** The feed of a space, newest first; without a space that of the whole site. */
export function feedQuery(spaceId?: number) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.publications, "feed", spaceId],
    queryFn: ({ pageParam }) => {
      const query = { limit: 20, cursor: pageParam || undefined };
      return answerOf(
        spaceId === undefined
          ? api.GET("/api/feed/global", { params: { query } })
          : api.GET("/api/spaces/{spaceId}/feed", { params: { path: { spaceId }, query } }),
      );
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}
