// SPDX-License-Identifier: Apache-2.0
/** How a publication gets a story of its own, and gives it up. */
import { useQueryClient } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

/** Writes the story of a publication, or with null lets it follow that of its production again. */
export function useWriteStory(publicationId: number) {
  const queries = useQueryClient();
  const params = { path: { publicationId } };
  return useMutation({
    mutationFn: (storyText: string | null) =>
      answerOf(
        storyText === null
          ? api.POST("/api/publications/{publicationId}/story/reset", { params })
          : api.PATCH("/api/publications/{publicationId}/story", { params, body: { storyText } }),
      ),
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.publications }),
  });
}
