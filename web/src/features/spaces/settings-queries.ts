// SPDX-License-Identifier: Apache-2.0
/** How a space is changed and deleted. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

export type SpacePatch = Partial<Schema<"publish.SpacePatch">>;

/** What the deletion of a space would take with it. */
export function deletionQuery(spaceId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "deletion", spaceId],
    queryFn: () =>
      answerOf(api.GET("/api/spaces/{spaceId}/deletion", { params: { path: { spaceId } } })),
    select: (answer) => answer.deletion,
    staleTime: 0,
  });
}

/** Changes the settings of a space. */
export function useChangeSpace(spaceId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (patch: SpacePatch) =>
      answerOf(
        api.PATCH("/api/spaces/{spaceId}", {
          params: { path: { spaceId } },
          body: patch as Schema<"publish.SpacePatch">,
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}

/** Gives a space a picture in Base64, or takes it away with null. */
export function useSetIcon(spaceId: number) {
  const queries = useQueryClient();
  const params = { path: { spaceId } };
  return useMutation({
    mutationFn: (image: string | null) =>
      answerOf(
        image === null
          ? api.DELETE("/api/spaces/{spaceId}/icon", { params })
          : api.PUT("/api/spaces/{spaceId}/icon", { params, body: { image } }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}

/** Deletes a space. */
export function useDeleteSpace(spaceId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () =>
      answerOf(api.DELETE("/api/spaces/{spaceId}", { params: { path: { spaceId } } })),
    onSuccess: () => {
      // The space itself is not asked for again: it is gone.
      queries.removeQueries({ queryKey: [...queryKeys.spaces, "one", spaceId] });
      void queries.invalidateQueries({ queryKey: [...queryKeys.spaces, "mine"] });
      void queries.invalidateQueries({ queryKey: queryKeys.publications });
    },
  });
}
