// SPDX-License-Identifier: Apache-2.0
/** What users reported in a space, and what its moderators did about it. */
import { infiniteQueryOptions, useMutation, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";

export type Report = Schema<"publish.ListedComplaint">;
export type ReportChange = Schema<"publish.ReportChange">;
export type ReportStatus = Report["status"];

/** The reports of a space, newest first; only those of a status, if one is given. */
export function reportsQuery(spaceId: number, status: ReportStatus | undefined) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.spaces, "reports", spaceId, status],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/reports", {
          params: {
            path: { spaceId },
            query: { limit: 20, status, cursor: pageParam || undefined },
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Gives a report a status, and a resolution when that closes it. */
export function useHandleReport(reportId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: ReportChange) =>
      answerOf(api.PATCH("/api/reports/{reportId}", { params: { path: { reportId } }, body })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...queryKeys.spaces, "reports"] }),
  });
}
