// SPDX-License-Identifier: Apache-2.0
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";

import { answerOf, api } from "@/api/client";

/** Returns a function that ends the session and leads to the sign-in page. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const signOut = async () => {
    await answerOf(api.POST("/api/logout"));
    queries.clear();
    await navigate({ to: "/sign-in" as never });
  };
  return () => void signOut();
}
