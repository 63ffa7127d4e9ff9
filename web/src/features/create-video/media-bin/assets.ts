// SPDX-License-Identifier: Apache-2.0
/** What the media bin lists: searched, sorted and marked on the server, page after page. */
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";

import { type Schema, answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";

import { keepUpload } from "../uploads";

export type Asset = Schema<"library.AssetResource">;
export type AssetGroup = Schema<"library.AssetGroup">;
export type AssetOrder = Schema<"library.AssetOrder">;

export const ORDERS: [AssetOrder, string][] = [
  ["newest", "Newest first"],
  ["recent", "Last used first"],
  ["name_asc", "By name"],
  ["duration_desc", "Longest first"],
  ["size_desc", "Largest first"],
  ["oldest", "Oldest first"],
];

export interface AssetView {
  words: string;
  order: AssetOrder;
  onlyFavorites: boolean;
}

const PAGE = 60;
const UNFINISHED_MILLISECONDS = 2000;

/** Lists the assets of a group; of videos only sources, never exports. */
export function useAssets(group: AssetGroup, { words, order, onlyFavorites }: AssetView) {
  const q = words.trim().slice(0, 200);
  return useInfiniteQuery({
    queryKey: queryKeys.uploadList({ group, q, order, onlyFavorites }),
    queryFn: async ({ pageParam, signal }) => {
      const query = {
        sort: order,
        favoritesOnly: onlyFavorites,
        limit: PAGE,
        q: q || undefined,
        cursor: pageParam ?? undefined,
      };
      const params = { path: { group }, query };
      const page = await answerOf(api.GET("/api/assets/{group}", { params, signal }));
      for (const asset of page.items) keepUpload(asset);
      return page;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: (shown) => shown,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some((one) => one.state === "uploaded"))
        ? UNFINISHED_MILLISECONDS
        : false,
  });
}

/** Makes an asset a favourite, or none any more. */
export function useFavorite(group: AssetGroup) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ uploadId, favorite }: { uploadId: number; favorite: boolean }) =>
      answerOf(
        api.POST("/api/assets/{group}/{uploadId}/favorite", {
          params: { path: { group, uploadId } },
          body: { favorite },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...queryKeys.uploads, "list"] }),
  });
}
