// SPDX-License-Identifier: Apache-2.0
/** Lists of assets: searched, sorted and marked as favourites on the server, page after page. */
import { useMutation, useQueryClient } from "@tanstack/react-query";

import { type Schema, answerOf, api } from "./client";
import { queryKeys } from "./query-keys";

export type Asset = Schema<"library.AssetResource">;
export type AssetGroup = Schema<"library.AssetGroup">;
export type AssetOrder = Schema<"library.AssetOrder">;

/** What of a group is listed, and in which order. */
export interface AssetView {
  words: string;
  order: AssetOrder;
  onlyFavorites: boolean;
}

const PAGE = 60;
const LONGEST_SEARCH = 200;

/** Reads the assets of a group that begin at a cursor, or the first; of videos only sources. */
export function readAssets(
  group: AssetGroup,
  { words, order, onlyFavorites }: AssetView,
  cursor: string | null,
  signal: AbortSignal,
) {
  const query = {
    q: words.trim().slice(0, LONGEST_SEARCH) || undefined,
    sort: order,
    favoritesOnly: onlyFavorites,
    limit: PAGE,
    cursor: cursor ?? undefined,
  };
  return answerOf(api.GET("/api/assets/{group}", { params: { path: { group }, query }, signal }));
}

interface Marking {
  group: AssetGroup;
  uploadId: number;
  favorite: boolean;
}

/** Makes an asset a favourite, or none any more. */
export function useFavorite() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ group, uploadId, favorite }: Marking) =>
      answerOf(
        api.POST("/api/assets/{group}/{uploadId}/favorite", {
          params: { path: { group, uploadId } },
          body: { favorite },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: [...queryKeys.uploads, "list"] }),
  });
}
