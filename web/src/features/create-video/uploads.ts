// SPDX-License-Identifier: Apache-2.0
/** The uploads that a timeline is made of. */
import { keepPreviousData, queryOptions, useQueries } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";

import { type Schema, answerOf, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { queryClient } from "@/api/query-client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { type Timeline, allItems } from "@/timeline";

import type { UploadFacts } from "./upload-names";

export { type UploadFacts, nameOfUpload, withUploadNames } from "./upload-names";

export type Upload = Schema<"library.UploadResource">;
export type UploadKind = Upload["kind"];

const UNFINISHED_MILLISECONDS = 2000;
/** As many names of deleted uploads are asked for at once. */
const MOST_DELETED = 500;

/** The uploads of a kind; of videos only sources, never exports. */
export function uploadsQuery(kind: UploadKind) {
  return queryOptions({
    queryKey: queryKeys.uploadList({ kind, for: "create-video" }),
    queryFn: async () => {
      const query = { kind, limit: 100, ...(kind === "video" && { videoRole: "source" as const }) };
      const { items } = await answerOf(api.GET("/api/uploads", { params: { query } }));
      for (const upload of items) keepUpload(upload);
      return items;
    },
    refetchInterval: ({ state }) =>
      state.data?.some((one) => one.state === "uploaded") ? UNFINISHED_MILLISECONDS : false,
  });
}

export function useUploads(kind: UploadKind) {
  return useQuery(uploadsQuery(kind));
}

/** Remembers what a list said of an upload. */
export function keepUpload(upload: Upload): void {
  queryClient.setQueryData(queryKeys.upload(upload.id), upload);
}

const GROUPS = { video: "videos", audio: "audio", image: "images", logo: "logos" } as const;

/** Says that an upload was put on a timeline; only the order of lists depends on it. */
export function markUsed({ id, kind }: Upload): void {
  const params = { path: { group: GROUPS[kind], uploadId: id } };
  void api.POST("/api/assets/{group}/{uploadId}/used", { params }).catch(() => undefined);
}

/** What the server said of uploads that are gone. */
const refusals = new Map<number, unknown>();

/** Whether the server says that there is no such upload for this user. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 404 || error.status === 403);
}

export function uploadQuery(id: number) {
  return queryOptions({
    queryKey: queryKeys.upload(id),
    queryFn: async () => {
      const path = "/api/uploads/{uploadId}" as const;
      const params = { path: { uploadId: id } };
      try {
        const { upload } = await answerOf(api.GET(path, { params }));
        refusals.delete(id);
        return upload;
      } catch (error) {
        if (isRefusal(error)) refusals.set(id, error);
        // What was gone is gone until the server says otherwise, not because nobody is signed in.
        throw refusals.get(id) ?? error;
      }
    },
    staleTime: 60_000,
    retry: false,
  });
}

/** Returns an upload as the server has it now; undefined when it is gone. */
export async function fetchUpload(id: number): Promise<Upload | undefined> {
  const query = { ...uploadQuery(id), staleTime: 0 };
  return queryClient.fetchQuery(query).catch(() => undefined);
}

/** Returns what is known of an upload now, without asking for it. */
export function uploadOf(id: number): Upload | undefined {
  return queryClient.getQueryData<Upload>(queryKeys.upload(id));
}

/** Returns the ids of the uploads that a timeline uses, in ascending order. */
export function uploadIdsOf(document: Timeline): number[] {
  const ids = allItems(document).flatMap(({ item }) => {
    if ("hold" in item && item.hold) return item.hold.uploadId;
    return "uploadId" in item && item.uploadId ? item.uploadId : [];
  });
  return [...new Set(ids)].sort((one, other) => one - other);
}

/** Returns the uploads of a timeline. */
export function useUploadFacts(ids: number[]): UploadFacts {
  const combine = useCallback(
    (results: { error: unknown; data?: Upload }[]) => ({
      byId: new Map(results.flatMap((one) => (one.data ? [[one.data.id, one.data] as const] : []))),
      missing: new Set(ids.filter((_, index) => isGone(results[index]))),
    }),
    [ids],
  );
  const facts = useQueries({ queries: ids.map((id) => uploadQuery(id)), combine });
  const { data: deleted } = useQuery(deletedUploadsQuery([...facts.missing]));
  return useMemo(
    () => ({ ...facts, deletedNames: new Map(deleted?.map((one) => [one.id, one.name])) }),
    [facts, deleted],
  );
}

function deletedUploadsQuery(ids: number[]) {
  return queryOptions({
    queryKey: queryKeys.deletedUploads(ids),
    queryFn: async () => {
      const query = { ids: ids.slice(0, MOST_DELETED).join() };
      return (await answerOf(api.GET("/api/uploads/deleted", { params: { query } }))).items;
    },
    enabled: ids.length > 0,
    // While one more is missing the names of the others stay.
    placeholderData: keepPreviousData,
  });
}

function isGone(result: { error: unknown; data?: Upload } | undefined): boolean {
  return isRefusal(result?.error) || result?.data?.sourceDeletedAt != null;
}
