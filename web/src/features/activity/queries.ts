// SPDX-License-Identifier: Apache-2.0
/** What runs at the server: polled quickly while something does, slowly else. */
import { useQueryClient } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { useMutation } from "@/ui/use-mutation";

const QUICK = 2_000;
const SLOW = 15_000;
const LIMIT = 20;

/** The newest exports of the user, running or over. */
export function useRecentRenders() {
  return useQuery({
    queryKey: queryKeys.renders,
    queryFn: async ({ signal }) =>
      (await answerOf(api.GET("/api/renders", { params: { query: { limit: LIMIT } }, signal })))
        .items,
    refetchInterval: (query) =>
      query.state.data?.some((one) => one.state === "queued" || one.state === "running")
        ? QUICK
        : SLOW,
  });
}

/** The newest productions of the user, running or over. */
export function useRecentProductions() {
  return useQuery({
    queryKey: [...queryKeys.productions, "recent"],
    queryFn: async ({ signal }) =>
      (await answerOf(api.GET("/api/productions", { params: { query: { limit: LIMIT } }, signal })))
        .items,
    refetchInterval: (query) =>
      query.state.data?.some((one) => one.state === "in_progress") ? QUICK : SLOW,
  });
}

/** Cancels or retries an export by its id. */
export function useRenderAction(verb: "cancel" | "retry") {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (exportId: string) => {
      const about = { params: { path: { exportId } } };
      return verb === "cancel"
        ? answerOf(api.POST("/api/renders/{exportId}/cancel", about))
        : answerOf(api.POST("/api/renders/{exportId}/retry", about));
    },
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.renders }),
  });
}
