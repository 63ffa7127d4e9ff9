// SPDX-License-Identifier: Apache-2.0
/** A feed: one video under another, of which only the one that is looked at is alive. */
import { Rss } from "lucide-react";
import { useRef } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { EmptyState } from "@/ui/empty-state";
import { PagedList, itemsOf } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";

import { FeedCard } from "./feed-card";
import { feedQuery, followedFeedQuery, searchQuery } from "./queries";
import { useMostVisible } from "./use-most-visible";

interface FeedProps {
  /** Without a space it is the feed of the whole site. */
  spaceId?: number;
  /** Whether it is the feed of the spaces that one follows. */
  isFollowed?: boolean;
  /** Words that are looked for; then it is what is found in all spaces. */
  words?: string;
  emptyText: string;
}

export function Feed({ spaceId, isFollowed = false, words = "", emptyText }: FeedProps) {
  const whole = useInfiniteQuery({ ...feedQuery(spaceId), enabled: !words && !isFollowed });
  const followed = useInfiniteQuery({ ...followedFeedQuery, enabled: !words && isFollowed });
  const feed = isFollowed ? followed : whole;
  const found = useInfiniteQuery({ ...searchQuery(words), enabled: words !== "" });
  const query = words ? found : feed;
  const list = useRef<HTMLOListElement>(null);
  const alive = useMostVisible(list, itemsOf(query).length);
  return (
    <PagedList
      query={query}
      failure="This feed could not be loaded"
      loading={<FeedPlaceholder />}
      empty={
        <EmptyState
          icon={Rss}
          title={words ? "Nothing was found" : "Nothing is published here yet"}
        >
          {emptyText}
        </EmptyState>
      }
    >
      {(items) => (
        <ol ref={list} className="mx-auto flex max-w-3xl flex-col gap-6">
          {items.map((item, index) => (
            <FeedCard
              key={item.publication.id}
              item={item}
              isAlive={index === alive}
              onReload={() => void query.refetch()}
            />
          ))}
        </ol>
      )}
    </PagedList>
  );
}

/** Holds the place of the first video of a feed. */
export function FeedPlaceholder() {
  return (
    <div
      aria-hidden
      className="mx-auto max-w-3xl overflow-hidden rounded-panel border border-line bg-panel"
    >
      <Skeleton className="aspect-video max-h-[70dvh] w-full rounded-none" />
      <div className="flex flex-col gap-2 p-4">
        <Skeleton className="h-5 w-2/5" />
        <Skeleton className="h-4 w-3/5" />
        <Skeleton className="h-4 w-1/4" />
      </div>
    </div>
  );
}
