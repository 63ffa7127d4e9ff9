// SPDX-License-Identifier: Apache-2.0
/** What the server says of invitations and links, and how they are made and answered. */
import { queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useMutation } from "@/ui/use-mutation";

import type { Role } from "./roles";

export type Invitation = Schema<"publish.SpaceInvitationResource">;
export type InvitationLink = Schema<"publish.InvitationLinkResource">;
type NewLink = Schema<"publish.NewInvitationLink">;

/** The pending invitations into a space. */
export function invitationsQuery(spaceId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "invitations", spaceId],
    queryFn: () =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/invitations", {
          params: { path: { spaceId }, query: { limit: 100 } },
        }),
      ),
    select: (page) => page.items,
  });
}

/** The links by which users can join a space. */
export function linksQuery(spaceId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "links", spaceId],
    queryFn: () =>
      answerOf(
        api.GET("/api/spaces/{spaceId}/invitation-links", {
          params: { path: { spaceId }, query: { limit: 100 } },
        }),
      ),
    select: (page) => page.items,
  });
}

function useSpacesMutation<Variables, Result>(send: (variables: Variables) => Promise<Result>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.spaces }),
  });
}

/** Invites a user by email address, or by name where there is no `@`. */
export function useInvite(spaceId: number) {
  return useSpacesMutation(({ who, role }: { who: string; role: Role }) => {
    const body = who.includes("@") ? { email: who, role } : { displayName: who, role };
    return answerOf(
      api.POST("/api/spaces/{spaceId}/invitations", { params: { path: { spaceId } }, body }),
    );
  });
}

/** Revokes an invitation into a space. */
export function useRevokeInvitation(spaceId: number) {
  return useSpacesMutation((invitationId: number) =>
    answerOf(
      api.DELETE("/api/spaces/{spaceId}/invitations/{invitationId}", {
        params: { path: { spaceId, invitationId } },
      }),
    ),
  );
}

/** Accepts or declines an invitation of the user. */
export function useAnswer(invitationId: number) {
  return useSpacesMutation(async (verb: "accept" | "decline"): Promise<void> => {
    const params = { path: { invitationId } };
    await answerOf<unknown>(
      verb === "accept"
        ? api.POST("/api/spaces/invitations/{invitationId}/accept", { params })
        : api.POST("/api/spaces/invitations/{invitationId}/decline", { params }),
    );
  });
}

/** Makes a link into a space; the answer alone has its address. */
export function useCreateLink(spaceId: number) {
  return useSpacesMutation((body: NewLink) =>
    answerOf(
      api.POST("/api/spaces/{spaceId}/invitation-links", { params: { path: { spaceId } }, body }),
    ),
  );
}

/** Revokes a link of a space. */
export function useRevokeLink(spaceId: number) {
  return useSpacesMutation((linkId: number) =>
    answerOf(
      api.DELETE("/api/spaces/{spaceId}/invitation-links/{linkId}", {
        params: { path: { spaceId, linkId } },
      }),
    ),
  );
}
