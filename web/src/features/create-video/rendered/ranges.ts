// SPDX-License-Identifier: Apache-2.0
/** Which parts of the timeline are rendered already, as the server says it. */
import { type UseQueryResult } from "@tanstack/react-query";

import { answerOf, api } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { useResolved } from "@/media/preview";
import { endOf, useDocument } from "@/timeline";

import { saves, useProject } from "../project-state";
import type { RenderedRanges } from "./words";

const POLL_MILLISECONDS = 5000;

/** Reads the ranges of the open project: after each save, and while something is rendered. */
export function useRenderedRanges(): UseQueryResult<RenderedRanges> {
  const projectId = useProject((state) => state.project?.id ?? 0);
  const isEmpty = useDocument((state) => endOf(state.document) === 0);
  // What cannot be exported has no plan, of which the server could tell what is rendered.
  const isWhole = useResolved(({ resolved }) => resolved !== null && resolved.problems.length === 0);
  // Each change of the state of saving, and each merge, may have brought another revision.
  useProject((state) => state.merges);
  const isSaved = useProject((state) => state.saveState.kind === "saved");
  const etag = saves()?.saved.etag ?? "";
  return useQuery({
    queryKey: [...queryKeys.renderedRanges, projectId, etag],
    enabled: projectId > 0 && isSaved && isWhole && !isEmpty,
    queryFn: ({ signal }) =>
      answerOf(
        api.GET("/api/create-video/projects/{projectId}/rendered-ranges", {
          params: { path: { projectId } },
          signal,
        }),
      ),
    // What was known of the revision before is better than nothing for a moment.
    placeholderData: (before, query) =>
      query?.queryKey[1] === projectId && !isEmpty ? before : undefined,
    refetchInterval: ({ state }) => (isRunning(state.data) ? POLL_MILLISECONDS : false),
  });
}

function isRunning(found: RenderedRanges | undefined): boolean {
  return found?.ranges.some(({ state }) => state === "running") ?? false;
}
