// SPDX-License-Identifier: Apache-2.0
/** A list that the server gives page by page, in every state that it can be in. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import type { ReactNode } from "react";

import { Button } from "./button";
import { ErrorState } from "./error-state";
import { InlineError } from "./inline-error";

type PagedQuery<Item> = UseInfiniteQueryResult<InfiniteData<{ items: Item[] }>>;

interface MoreProps {
  /** What the button says. */
  words?: string;
  className?: string;
}

interface PagedListProps<Item> {
  query: PagedQuery<Item>;
  /** Says that not even the first page came. */
  failure: string;
  /** Holds the place of the list until its first page has come. */
  loading: ReactNode;
  /** Stands where the list would be when nothing is in it. */
  empty: ReactNode;
  more?: MoreProps;
  /** Shows the items of all pages that came, of which there is at least one. */
  children: (items: Item[]) => ReactNode;
}

export function PagedList<Item>(props: PagedListProps<Item>) {
  const { query, failure, loading, empty, more, children } = props;
  const items = itemsOf(query);
  if (query.isPending) return loading;
  if (query.error && items.length === 0) {
    return <ErrorState title={failure} error={query.error} onRetry={() => query.refetch()} />;
  }
  if (items.length === 0) return empty;
  return (
    <>
      {children(items)}
      <ShowMore query={query} {...more} />
    </>
  );
}

/** The items of all pages that came. */
export function itemsOf<Item>({ data }: Pick<PagedQuery<Item>, "data">): Item[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

type ShowMoreProps = MoreProps & { query: Omit<PagedQuery<unknown>, "data"> };

/** The button that loads the next page, if there is one, and why that did not come. */
export function ShowMore({ query, words = "Show more", className = "mt-4" }: ShowMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <div className={`flex flex-col items-center gap-2 ${className}`}>
      {query.isFetchNextPageError && <InlineError error={query.error} />}
      <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
        {words}
      </Button>
    </div>
  );
}
