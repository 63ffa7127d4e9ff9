// SPDX-License-Identifier: Apache-2.0
/** Uploads that were begun and not finished, by this browser or another. */
import { useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { useMutation } from "@/ui/use-mutation";

import { useTray, useUploadRows } from "./store";
import { clearanceOf, isTrayOpen } from "./tray-place";

export type UnfinishedUpload = Schema<"library.UnfinishedUploadResource">;

const unfinishedKey = [...queryKeys.uploads, "unfinished"] as const;

/** Lists the uploads of which the server has some parts and no window here sends the others. */
export function useUnfinishedUploads(): UnfinishedUpload[] {
  const rows = useUploadRows((state) => state.rows);
  const found = useQuery({
    queryKey: unfinishedKey,
    queryFn: async () => (await answerOf(api.GET("/api/uploads/multipart"))).items,
  });
  // Between its begin and its answer a row has no id yet, but its file is known.
  return (found.data ?? []).filter(
    (one) =>
      !rows.some(
        ({ uploadId, file }) =>
          uploadId === one.uploadId ||
          (file.name === one.originalFilename && file.size === one.sizeBytes),
      ),
  );
}

/** Forgets an unfinished upload. */
export function useDiscard() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: number) =>
      answerOf(
        api.DELETE("/api/uploads/{uploadId}/multipart", { params: { path: { uploadId } } }),
      ),
    onSettled: () => queries.invalidateQueries({ queryKey: unfinishedKey }),
  });
}

/** Returns the class that keeps the end of a page clear of the tray, if the page scrolls. */
export function useTrayClearance(fillsWindow: boolean): string {
  const count = useUploadRows((state) => state.rows.length) + useUnfinishedUploads().length;
  const isOpen = isTrayOpen(useTray(), fillsWindow);
  return clearanceOf({ count, isOpen, fillsWindow });
}
