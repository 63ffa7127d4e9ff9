// SPDX-License-Identifier: Apache-2.0
/** The signed-in user. */
import { queryOptions } from "@tanstack/react-query";

import { answerOf, api } from "./client";
import { queryKeys } from "./query-keys";
import { useQuery } from "./use-query";

export const currentUserQuery = queryOptions({
  queryKey: queryKeys.me,
  queryFn: () => answerOf(api.GET("/api/me")),
  staleTime: 60_000,
});

/** Returns the user who is signed in. */
export function useCurrentUser() {
  return useQuery(currentUserQuery).data;
}
