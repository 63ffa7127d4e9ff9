// SPDX-License-Identifier: Apache-2.0
/** The spaces of the signed-in user. */
import { queryOptions } from "@tanstack/react-query";

import { answerOf, api } from "./client";
import { queryKeys } from "./query-keys";

/** The spaces that the user owns or holds a role in. */
export const mySpacesQuery = queryOptions({
  queryKey: [...queryKeys.spaces, "mine"],
  queryFn: () =>
    answerOf(api.GET("/api/spaces", { params: { query: { mine: "1", limit: 200 } } })),
  select: (page) => page.items,
});
