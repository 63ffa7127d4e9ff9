// SPDX-License-Identifier: Apache-2.0
/** What the server says of members and bans, and how they are changed. */
import { infiniteQueryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

import type { Role } from "./roles";

export type Member = Schema<"publish.MemberResource">;
export type Ban = Schema<"publish.BanResource">;

/** The members of a space by id. */
export function membersQuery(spaceId: number) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.spaces, "members", spaceId],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/members", {
          params: { path: { spaceId }, query: { limit: 100, cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Who is banned from a space. */
export function bansQuery(spaceId: number) {
  return infiniteQueryOptions({
    queryKey: [...queryKeys.spaces, "bans", spaceId],
    queryFn: ({ pageParam }) =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/bans", {
          params: { path: { spaceId }, query: { limit: 100, cursor: pageParam || undefined } },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.nextCursor,
  });
}

export type MemberChange =
  | { kind: "role"; role: Role }
  | { kind: "remove" }
  | { kind: "ban"; reason: string; days: number | null }
  | { kind: "unban" };

/** Changes a user's place in a space. */
export function useChangeMember(spaceId: number, userId: number) {
  const queries = useQueryClient();
  const params = { path: { spaceId, userId } };
  return useMutation({
    mutationFn: async (change: MemberChange): Promise<void> => {
      switch (change.kind) {
        case "role":
          await answerOf(
            api.PATCH("/api/spaces/{spaceId}/members/{userId}", {
              params,
              body: { roles: [change.role] },
            }),
          );
          return;
        case "remove":
          await answerOf(api.DELETE("/api/spaces/{spaceId}/members/{userId}", { params }));
          return;
        case "ban": {
          const body = { reason: change.reason, days: change.days };
          await answerOf(api.PUT("/api/spaces/{spaceId}/bans/{userId}", { params, body }));
          return;
        }
        case "unban":
          await answerOf(api.DELETE("/api/spaces/{spaceId}/bans/{userId}", { params }));
      }
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}

/** Joins or leaves a space. */
export function useMembership(spaceId: number, verb: "join" | "leave") {
  const queries = useQueryClient();
  const params = { path: { spaceId } };
  return useMutation({
    mutationFn: async (): Promise<void> => {
      await answerOf<unknown>(
        verb === "join"
          ? api.POST("/api/spaces/{spaceId}/join", { params })
          : api.POST("/api/spaces/{spaceId}/leave", { params }),
      );
    },
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}
