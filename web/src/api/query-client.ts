// SPDX-License-Identifier: Apache-2.0
/** The cache of what the server says. */
import { QueryClient } from "@tanstack/react-query";

import { ApiError } from "./error";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      // What the server refuses is not asked again; what it could not answer is, twice within
      // three seconds, before the page says so.
      retry: (count, error) =>
        count < 2 && (!(error instanceof ApiError) || error.isOffline || error.status >= 500),
      // Waiting is ours to show; the browser's word on being online is often wrong on a LAN.
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});
