// SPDX-License-Identifier: Apache-2.0
/** What users reported in a space, and what its moderators did about it. */
import { infiniteQueryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

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

/** Gives a report a status, and a resolution when that closes it; a comment is deleted first. */
export function useHandleReport(report: Report) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (body: ReportChange) => {
      if (body.resolution === "comment_deleted") await deleteComment(report);
      const params = { path: { reportId: report.id } };
      return answerOf(api.PATCH("/api/reports/{reportId}", { params, body }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: [...queryKeys.spaces, "reports"] }),
  });
}

/** Deletes the comment that was reported, unless somebody already has. */
async function deleteComment({ commentId }: Report): Promise<void> {
  if (commentId === null) return;
  const request = api.DELETE("/api/comments/{commentId}", { params: { path: { commentId } } });
  const { response } = await request;
  if (response.status !== 404) await answerOf<unknown>(request);
}
