// SPDX-License-Identifier: Apache-2.0
/** What is to be done with a production at moments to come. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

export type Schedule = Schema<"publish.ScheduleResource">;
type NewSchedule = Schema<"publish.NewSchedule">;

/** What is and was scheduled for a production, newest first. */
export function schedulesQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.publications, "schedules", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}/schedules", {
          params: { path: { productionId }, query: { limit: 100 } },
        }),
      ),
    select: (page) => page.items,
  });
}

/** Schedules actions one after another; the first that is refused stops the rest. */
export function useSchedule(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (actions: NewSchedule[]) => {
      for (const body of actions) {
        await answerOf(
          api.POST("/api/productions/{productionId}/schedules", {
            params: { path: { productionId }, header: { "Idempotency-Key": randomId() } },
            body,
          }),
        );
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.publications }),
  });
}

/** Cancels what still waits. */
export function useCancelSchedule(productionId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (scheduleId: number) =>
      answerOf(
        api.DELETE("/api/productions/{productionId}/schedules/{scheduleId}", {
          params: { path: { productionId, scheduleId } },
        }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.publications }),
  });
}
