// SPDX-License-Identifier: Apache-2.0
/**
 * The hooks of the cache, but that a failure stays while the server is asked again by itself.
 *
 * The cache forgets an error as soon as a query without data is asked again, and a page would show
 * by turns what loads and what is wrong for as long as the server cannot be reached.
 */
import {
  useInfiniteQuery as useCachedInfiniteQuery,
  useQuery as useCachedQuery,
} from "@tanstack/react-query";
import { useRef } from "react";

import { type LastFailure, type Outcome, steadied } from "./failures";

function useSteady<T extends Outcome>(result: T, queryKey: readonly unknown[]): T {
  const last = useRef<LastFailure>(undefined);
  const { shown, failure } = steadied(result, JSON.stringify(queryKey), last.current);
  last.current = failure;
  return shown;
}

export const useQuery = ((options: Parameters<typeof useCachedQuery>[0]) =>
  useSteady(useCachedQuery(options), options.queryKey)) as typeof useCachedQuery;

export const useInfiniteQuery = ((options: Parameters<typeof useCachedInfiniteQuery>[0]) =>
  useSteady(
    useCachedInfiniteQuery(options),
    options.queryKey,
  )) as typeof useCachedInfiniteQuery;
