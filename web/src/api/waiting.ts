// SPDX-License-Identifier: Apache-2.0
/** What waits for the user in spaces: invitations, and publications to approve. */
import { queryOptions } from "@tanstack/react-query";

import { answerOf, api } from "./client";
import { queryKeys } from "./query-keys";
import { useQuery } from "./use-query";

/** How often it is asked for again while a page is open. */
const POLL_MS = 60_000;

/** The invitations that wait for the user's answer. */
export const receivedInvitationsQuery = queryOptions({
  queryKey: [...queryKeys.spaces, "received"],
  queryFn: () =>
    answerOf(api.GET("/api/spaces/invitations", { params: { query: { limit: 100 } } })),
  select: (page) => page.items,
  refetchInterval: POLL_MS,
});

/** How many publications are pending in each space in which the user may approve, by its id. */
export const pendingCountsQuery = queryOptions({
  queryKey: [...queryKeys.publications, "pending-counts"],
  queryFn: async () => {
    const params = { query: { limit: 100 } };
    const pages = await Promise.all([
      answerOf(api.GET("/api/space/review/groups", { params })),
      answerOf(api.GET("/api/space/review/channels", { params })),
    ]);
    return pages.flatMap((page) => page.items);
  },
  select: (items) => new Map(items.map((one) => [one.space.id, one.pendingCount])),
  refetchInterval: POLL_MS,
});

/** Returns how much waits for the user in all spaces; 0 while it is not known. */
export function useWaitingCount(): number {
  const invitations = useQuery(receivedInvitationsQuery).data?.length ?? 0;
  const pending = useQuery(pendingCountsQuery).data;
  return [...(pending?.values() ?? [])].reduce((sum, count) => sum + count, invitations);
}

/** Returns how many publications wait for the user's approval in a space. */
export function usePendingCount(spaceId: number): number {
  return useQuery(pendingCountsQuery).data?.get(spaceId) ?? 0;
}
