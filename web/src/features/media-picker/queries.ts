// SPDX-License-Identifier: Apache-2.0
/** The uploads that can be picked, and one of them by its id. */
import { queryOptions } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryClient } from "@/api/query-client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";

import type { Pickable, Upload } from "./kinds";

const UNFINISHED_MILLISECONDS = 2000;
const MOST_PAGES = 10;

async function allOf({ kind, imageRole }: Pickable): Promise<Upload[]> {
  const found: Upload[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { kind, imageRole, cursor, limit: 100, status: "uploaded,ready" };
    const answer = await answerOf(api.GET("/api/uploads", { params: { query } }));
    found.push(...answer.items);
    cursor = answer.nextCursor ?? undefined;
    if (!cursor) break;
  }
  for (const upload of found) queryClient.setQueryData(queryKeys.upload(upload.id), upload);
  return found.filter((one) => one.audioRole !== "narration" && !one.sourceDeletedAt);
}

/** Lists what can be picked. */
export function usePickable(pickable: Pickable) {
  return useQuery({
    queryKey: queryKeys.uploadList({ kind: pickable.kind, role: pickable.imageRole, for: "picker" }),
    queryFn: () => allOf(pickable),
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === "uploaded") ? UNFINISHED_MILLISECONDS : false,
  });
}

export function uploadQuery(uploadId: number) {
  return queryOptions({
    queryKey: queryKeys.upload(uploadId),
    queryFn: async () => {
      const params = { path: { uploadId } };
      return (await answerOf(api.GET("/api/uploads/{uploadId}", { params }))).upload as Upload;
    },
    staleTime: 60_000,
  });
}

/** Returns an upload by its id: what was picked, or the video that a page is about. */
export function useUpload(uploadId: number | null | undefined) {
  return useQuery({
    ...uploadQuery(uploadId ?? 0),
    enabled: typeof uploadId === "number",
    refetchInterval: ({ state }) =>
      state.data?.state === "uploaded" ? UNFINISHED_MILLISECONDS : false,
  });
}
