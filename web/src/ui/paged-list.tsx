// SPDX-License-Identifier: Apache-2.0
/** A list that the server gives page by page, in every state that it can be in. */
import type { InfiniteData, UseInfiniteQueryResult } from "@tanstack/react-query";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";

import { focusAfter, focusableBefore } from "@/lib/focus-keeping";

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

interface ShowMoreProps<Item> extends MoreProps {
  query: PagedQuery<Item>;
  /** Within a list the button is an item of it. */
  as?: "div" | "li";
}

/** The button that loads the next page, if there is one, and why that did not come. */
export function ShowMore<Item>(props: ShowMoreProps<Item>) {
  const { query, words = "Show more", className = "mt-4", as: Place = "div" } = props;
  const { isLoading, load } = useNextPage(query);
  if (!query.hasNextPage) return null;
  return (
    <Place className={`flex flex-col items-center gap-2 ${className}`}>
      {query.isFetchNextPageError && <InlineError error={query.error} />}
      <Button
        isBusy={isLoading || query.isFetchingNextPage}
        onClick={(event) => void load(event.currentTarget)}
      >
        {words}
      </Button>
    </Place>
  );
}

/** How often a page is asked for that did not come because the list was read again meanwhile. */
const TRIES = 3;

interface Press {
  button: HTMLElement;
  /** What took the focus just before the button. */
  last: HTMLElement | undefined;
  /** How many pages there were. */
  pages: number;
}

/**
 * Loads the next page, and hands the focus to the first item of it unless it is elsewhere by then;
 * the button keeps it when nothing came.
 */
function useNextPage<Item>({ data, fetchNextPage }: PagedQuery<Item>) {
  const pages = data?.pages.length ?? 0;
  const press = useRef<Press>(null);
  const [isLoading, setLoading] = useState(false);
  useLayoutEffect(() => {
    if (!press.current || pages <= press.current.pages) return;
    const { button, last } = press.current;
    press.current = null;
    const isHere = [button, document.body].includes(document.activeElement as HTMLElement);
    if (last && isHere) focusAfter(last);
  }, [pages]);
  const load = async (button: HTMLElement) => {
    press.current = { button, last: focusableBefore(button), pages };
    setLoading(true);
    for (let count = 0; count < TRIES; count += 1) {
      // What is changed while a page is loaded has the list read again, in place of the page.
      const now = await fetchNextPage({ cancelRefetch: false });
      if (now.isError || (now.data?.pages.length ?? 0) > pages) break;
    }
    setLoading(false);
  };
  return { isLoading, load };
}
