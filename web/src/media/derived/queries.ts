// SPDX-License-Identifier: Apache-2.0
/** Filmstrips and peaks in the query cache: each is loaded once for all that show it. */
import { keepPreviousData } from "@tanstack/react-query";

import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";

import { loadFilmstrip, loadPeaks } from "./loading";
import type { PeakRate } from "./peaks";

// What was made of a file never changes; another sound of it may be chosen, which invalidates.
const NEVER_STALE = { staleTime: Number.POSITIVE_INFINITY };

/** Returns the filmstrip of an upload: undefined while it is loaded, null when there is none. */
export function useFilmstrip(uploadId: number, isWanted = true) {
  return useQuery({
    queryKey: queryKeys.derived(uploadId, "filmstrip"),
    queryFn: ({ signal }) => loadFilmstrip(uploadId, signal),
    enabled: isWanted,
    ...NEVER_STALE,
  }).data;
}

/** Returns the peaks of an upload: undefined while they are loaded, null when there are none. */
export function usePeaks(uploadId: number, perSecond: PeakRate, isWanted = true) {
  return useQuery({
    queryKey: queryKeys.derived(uploadId, `peaks-${perSecond}`),
    queryFn: ({ signal }) => loadPeaks(uploadId, perSecond, signal),
    enabled: isWanted,
    // The coarse ones are shown until the fine ones are there.
    placeholderData: keepPreviousData,
    ...NEVER_STALE,
  }).data;
}
