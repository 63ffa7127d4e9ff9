// SPDX-License-Identifier: Apache-2.0
/** What the server says of spaces. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

export type SiteSettings = Schema<"publish.SiteSettingsResource">;
export type Space = Schema<"publish.SpaceResource">;
/** A space to be created: what is left out is as its type begins with. */
export type NewSpace = Partial<Schema<"publish.NewSpace">> & { name: string };

/** One space. */
export function spaceQuery(spaceId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "one", spaceId],
    queryFn: () =>
      answerOf(api.GET("/api/spaces/{spaceId}", { params: { path: { spaceId } } })),
    select: (answer) => answer.space,
  });
}

/** What the site allows; every user may read it. */
export const siteSettingsQuery = queryOptions({
  queryKey: [...queryKeys.spaces, "site"],
  queryFn: () => answerOf(api.GET("/api/site-settings")),
  select: (answer) => answer.settings,
  staleTime: 60_000,
});

/** Creates a group or a channel. */
export function useCreateSpace() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (body: NewSpace) =>
      answerOf(
        api.POST("/api/spaces", {
          params: { header: { "Idempotency-Key": randomId() } },
          body: body as Schema<"publish.NewSpace">,
        }),
      ),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}
