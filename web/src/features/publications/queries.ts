// SPDX-License-Identifier: Apache-2.0
/** What the server says of publications, and how they are taken down and brought back. */
import { type QueryClient, queryOptions, useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { randomId } from "@/lib/random-id";
import { useMutation } from "@/ui/use-mutation";

export type Space = Schema<"publish.SpaceOption">;
export type Publication = Schema<"publish.PublicationResource">;
/** A publication as those who manage it list it: with why it is not shown. */
export type ListedPublication = Schema<"publish.ListedPublication">;
export type PublicationContext = Schema<"publish.PublicationContextResource">;
export type Visibility = Schema<"publish.Visibility">;
export type PublicationDetails = Schema<"publish.PublicationDetailsAnswer">;
export type LogEntry = Schema<"publish.AuditEntryResource">;

/** The spaces that an upload may be published into. */
export function optionsQuery(uploadId: number) {
  return queryOptions({
    queryKey: [...queryKeys.spaces, "options", uploadId],
    queryFn: () =>
      answerOf(
        api.GET("/api/uploads/{uploadId}/publish-options", { params: { path: { uploadId } } }),
      ),
    select: (answer) => answer.spaces,
  });
}

/** Where a production is, was, or waits to be published. */
export function publicationsQuery(productionId: number) {
  return queryOptions({
    queryKey: [...queryKeys.publications, "of-production", productionId],
    queryFn: () =>
      answerOf(
        api.GET("/api/productions/{productionId}/publications", {
          params: { path: { productionId }, query: { limit: 200 } },
        }),
      ),
    select: (answer) => answer.items,
  });
}

/** A publication with its log, which is empty for those who do not manage it. */
export function publicationDetailsQuery(publicationId: number) {
  return queryOptions({
    queryKey: [...queryKeys.publications, "details", publicationId],
    queryFn: () =>
      answerOf(
        api.GET("/api/publications/{publicationId}", { params: { path: { publicationId } } }),
      ),
  });
}

/** Unpublishes a publication, or publishes it again, with a note for its log. */
export function useChangePublication(publicationId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ verb, note }: { verb: "unpublish" | "republish"; note: string }) =>
      answerOf(
        api.POST(`/api/publications/{publicationId}/${verb}`, {
          params: { path: { publicationId }, header: { "Idempotency-Key": randomId() } },
          body: { note },
        }),
      ),
    onSuccess: () => readAgain(queries),
  });
}

/** Changes who may watch a publication. */
export function useChangeVisibility(publicationId: number) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (visibility: Visibility) =>
      answerOf(
        api.PATCH("/api/publications/{publicationId}", {
          params: { path: { publicationId } },
          body: { visibility, note: "" },
        }),
      ),
    onSuccess: () => readAgain(queries),
  });
}

/** Nobody waits for the lists: what asked for the change may go away with them. */
function readAgain(queries: QueryClient): void {
  for (const queryKey of [queryKeys.publications, queryKeys.productions, queryKeys.exports]) {
    void queries.invalidateQueries({ queryKey });
  }
}
