// SPDX-License-Identifier: Apache-2.0
/** What is changed of a stream: its captions, its poster, its renditions, and the video itself. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

/** Videos and exports by which the stream of a production may be replaced, newest first. */
export const replacingVideosQuery = queryOptions({
  queryKey: queryKeys.uploadList({ kind: "video", videoRole: "all", limit: 100 }),
  queryFn: () =>
    answerOf(
      api.GET("/api/uploads", {
        params: { query: { kind: "video", videoRole: "all", limit: 100 } },
      }),
    ),
});

/** Makes a mutation after which the production is asked for again. */
function useChange<Given>(change: (given: Given) => Promise<unknown>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.productions }),
  });
}

/** Stores captions in a language. */
export function usePutCaptions(productionId: number) {
  return useChange(({ language, ...body }: { language: string; label: string; text: string }) =>
    answerOf(
      api.PUT("/api/productions/{productionId}/captions/{language}", {
        params: { path: { productionId, language } },
        body: { text: body.text, label: body.label || null },
      }),
    ),
  );
}

/** Makes captions in a language of the timeline that the video was made of. */
export function usePutTimelineCaptions(productionId: number) {
  return useChange(({ language, label }: { language: string; label: string }) =>
    answerOf(
      api.POST("/api/productions/{productionId}/captions/{language}/from-timeline", {
        params: { path: { productionId, language } },
        body: { label: label || null },
      }),
    ),
  );
}

/** Deletes the captions of a language. */
export function useDeleteCaptions(productionId: number) {
  return useChange((language: string) =>
    answerOf(
      api.DELETE("/api/productions/{productionId}/captions/{language}", {
        params: { path: { productionId, language } },
      }),
    ),
  );
}

/** Makes the frame that a production shows at a moment its poster. */
export function useChooseFrame(productionId: number) {
  return useChange((atSeconds: number) =>
    answerOf(
      api.POST("/api/productions/{productionId}/poster", {
        params: { path: { productionId } },
        body: { atSeconds },
      }),
    ),
  );
}

/** Makes an uploaded image the poster of a production. */
export function useChooseImage(productionId: number) {
  return useChange((uploadId: number) =>
    answerOf(
      api.PUT("/api/productions/{productionId}/poster", {
        params: { path: { productionId } },
        body: { uploadId },
      }),
    ),
  );
}

/** Lets a production have the poster again that was packaged with it. */
export function useResetPoster(productionId: number) {
  return useChange(() =>
    answerOf(
      api.DELETE("/api/productions/{productionId}/poster", { params: { path: { productionId } } }),
    ),
  );
}

/** Takes a rendition out of a stream. */
export function useDropRendition(productionId: number) {
  return useChange((rendition: string) =>
    answerOf(
      api.DELETE("/api/productions/{productionId}/renditions/{rendition}", {
        params: { path: { productionId, rendition } },
      }),
    ),
  );
}

/** Replaces the stream of a production by another video. */
export function useReplace(productionId: number) {
  return useChange((uploadId: number) =>
    answerOf(
      api.POST("/api/productions/{productionId}/replace", {
        params: { path: { productionId }, header: { "Idempotency-Key": randomId() } },
        body: { uploadId },
      }),
    ),
  );
}

/** Cancels the replacement of a production, or forgets one that failed. */
export function useCancelReplacement(productionId: number) {
  return useChange(() =>
    answerOf(
      api.DELETE("/api/productions/{productionId}/replacement", {
        params: { path: { productionId } },
      }),
    ),
  );
}

export type Chapter = Schema<"hls.ChapterView">;

/** The chapters of a production, in the order of time. */
export function chaptersQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.productions, "chapters", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}/chapters", { params: { path: { productionId } } }),
      ),
    select: (answer) => answer.chapters,
  });
}

/** Replaces the chapters of a production. */
export function usePutChapters(productionId: number) {
  return useChange((chapters: Chapter[]) =>
    answerOf(
      api.PUT("/api/productions/{productionId}/chapters", {
        params: { path: { productionId } },
        body: { chapters },
      }),
    ),
  );
}
