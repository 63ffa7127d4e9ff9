// SPDX-License-Identifier: Apache-2.0
/** What the server says of feeds, and of what is looked for in them. */
import { infiniteQueryOptions } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";

export type FeedItem = Schema<"publish.FeedItemResource">;

/** What is published in the spaces that one follows, newest first. */
export const followedFeedQuery = infiniteQueryOptions({
  queryKey: [...queryKeys.publications, "feed", "following"],
  queryFn: ({ pageParam }) => {
    const query = { limit: 20, cursor: pageParam || undefined };
    return answerOf(api.GET("/api/feed/following", { params: { query } }));
  },
  initialPageParam: "",
  getNextPageParam: (page) => page.nextCursor,
});

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

/** What titles, stories and captions have all these words, newest first. */
export function searchQuery(words: string) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.publications, "search", words],
    queryFn: ({ pageParam }) => {
      const query = { q: words, limit: 20, cursor: pageParam || undefined };
      return answerOf(api.GET("/api/search", { params: { query } }));
    },
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}
