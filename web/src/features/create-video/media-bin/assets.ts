// SPDX-License-Identifier: Apache-2.0
/** What the media bin lists: searched, sorted and marked on the server, page after page. */
import { type AssetGroup, type AssetOrder, type AssetView, readAssets } from "@/api/assets";
import { queryKeys } from "@/api/query-keys";
import { useInfiniteQuery } from "@/api/use-query";

import { keepUpload } from "../uploads";

export const ORDERS: [AssetOrder, string][] = [
  ["newest", "Newest first"],
  ["recent", "Last used first"],
  ["name_asc", "By name"],
  ["duration_desc", "Longest first"],
  ["size_desc", "Largest first"],
  ["oldest", "Oldest first"],
];

const UNFINISHED_MILLISECONDS = 2000;

/** Lists the assets of a group; of videos only sources, never exports. */
export function useAssets(group: AssetGroup, view: AssetView) {
  return useInfiniteQuery({
    queryKey: queryKeys.uploadList({ group, ...view, words: view.words.trim() }),
    queryFn: async ({ pageParam, signal }) => {
      const page = await readAssets(group, view, pageParam, signal);
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
