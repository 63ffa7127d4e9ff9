// SPDX-License-Identifier: Apache-2.0
/** What the page of uploads asks of the server. */
import { useQueryClient } from "@tanstack/react-query";

import { type AssetGroup, readAssets } from "@/api/assets";
import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useInfiniteQuery, useQuery } from "@/api/use-query";
import type { UploadTarget } from "@/lib/upload-engine";
import { useMutation } from "@/ui/use-mutation";

import { type Order, SERVER_ORDERS, type Upload } from "./facts";

export interface KindTab {
  kind: Upload["kind"];
  /** Its name in addresses of the server. */
  group: AssetGroup;
  name: string;
  noun: string;
  /** Where files dropped on this tab go. */
  target: UploadTarget;
  /** The file types that the server takes for it, as people name them. */
  types: string;
}

export const KIND_TABS: KindTab[] = [
  { kind: "video", group: "videos", name: "Video", noun: "video", target: "video", types: "MP4, MOV, WebM, MKV, AVI, GIF and most other videos" },
  { kind: "audio", group: "audio", name: "Audio", noun: "audio file", target: "music", types: "MP3, WAV, M4A, OGG, FLAC and most other sounds" },
  { kind: "image", group: "images", name: "Images", noun: "image", target: "image", types: "PNG, JPEG, HEIC, AVIF, WebP" },
  { kind: "logo", group: "logos", name: "Logos", noun: "logo", target: "logo", types: "PNG, JPEG, HEIC, AVIF, WebP" },
];

/** Returns the group that an upload is listed in. */
export function groupOf({ kind }: Upload): AssetGroup {
  return KIND_TABS.find((tab) => tab.kind === kind)?.group ?? "videos";
}

const STILL_MADE_MILLISECONDS = 2000;
const POSTER_MILLISECONDS = 60_000;

/** Whether the server still works on an upload: it is checked, or its poster is made. */
function isInTheMaking(upload: Upload): boolean {
  if (upload.state === "uploaded") return true;
  const age = Date.now() - new Date(upload.createdAt).getTime();
  const hasPoster = upload.kind !== "video" || upload.thumbUrl !== null;
  return upload.state === "ready" && !hasPoster && age < POSTER_MILLISECONDS;
}

/** What of a kind is listed, and in which order. */
export interface Listed {
  words: string;
  order: Order;
  onlyFavorites: boolean;
}

export const EVERYTHING: Listed = { words: "", order: "newest", onlyFavorites: false };

/** Lists the uploads of a kind page by page; never exports, and none that was only begun. */
export function useUploads({ group }: KindTab, { words, order, onlyFavorites }: Listed) {
  const view = { words: words.trim(), order: SERVER_ORDERS[order], onlyFavorites };
  return useInfiniteQuery({
    queryKey: queryKeys.uploadList({ group, ...view, for: "uploads" }),
    queryFn: ({ pageParam, signal }) => readAssets(group, view, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    // What was found before is shown until the answer comes, but never that of another kind.
    placeholderData: (shown, query) =>
      (query?.queryKey[2] as { group?: string } | undefined)?.group === group ? shown : undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isInTheMaking))
        ? STILL_MADE_MILLISECONDS
        : false,
  });
}

/** Reads an upload with the documents that use it. */
export function useUploadDetails(uploadId: number) {
  return useQuery({
    queryKey: queryKeys.uploadDetails(uploadId),
    queryFn: () =>
      answerOf(api.GET("/api/uploads/{uploadId}", { params: { path: { uploadId } } })),
    staleTime: 0,
  });
}

/** Reads the names of the newest projects, by id. */
export function useProjectNames() {
  return useQuery({
    queryKey: [...queryKeys.projects, "names"],
    queryFn: async () => {
      const { items } = await answerOf(
        api.GET("/api/create-video/projects", { params: { query: { limit: 100 } } }),
      );
      return new Map(items.map((project) => [project.id, project.name ?? ""]));
    },
  });
}

/** New texts of an upload; what is missing stays. */
export interface Texts {
  modifiedFilename?: string;
  description?: string | null;
  tags?: string[];
}

/** Changes the name, the description or the tags of an upload. */
export function useTexts() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ uploadId, texts }: { uploadId: number; texts: Texts }) =>
      answerOf(
        api.PATCH("/api/uploads/{uploadId}", {
          params: { path: { uploadId } },
          body: texts as never,
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.uploads }),
  });
}

/** Chooses the sound of an upload; null restores the one that players prefer. */
export function useAudioTrack() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ uploadId, audioTrack }: { uploadId: number; audioTrack: number | null }) =>
      answerOf(
        api.PATCH("/api/uploads/{uploadId}", {
          params: { path: { uploadId } },
          body: { audioTrack } as never,
        }),
      ),
    onSuccess: (_, { uploadId }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.derivedOf(uploadId) });
      return queries.invalidateQueries({ queryKey: queryKeys.uploads });
    },
  });
}

/** Adds the sample clips to an account without videos. */
export function useSamples() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => answerOf(api.POST("/api/uploads/samples")),
    onSuccess: () => queries.invalidateQueries({ queryKey: queryKeys.uploads }),
  });
}

/** Deletes an upload, even one that is used: the dialog lists what uses it before. */
export function useDelete() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (uploadId: number) =>
      answerOf(api.DELETE("/api/uploads/{uploadId}", { params: { path: { uploadId }, query: { force: true } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...queryKeys.uploads, "list"] }),
  });
}
