// SPDX-License-Identifier: Apache-2.0
/** The archived timelines, each of which can be made active again. */
import { useQueryClient } from "@tanstack/react-query";
import { Archive } from "lucide-react";

import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { formatAgo } from "@/lib/formats";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { useMutation } from "@/ui/use-mutation";

import { listArchivedProjects, restoreProject } from "../project-requests";
import { nameOf } from "./names";

interface ArchivedDialogProps {
  onOpen: (id: number) => void;
  onClose: () => void;
}

export function ArchivedDialog({ onOpen, onClose }: ArchivedDialogProps) {
  const queries = useQueryClient();
  const list = useQuery({
    queryKey: queryKeys.archivedProjects,
    queryFn: listArchivedProjects,
    staleTime: 0,
  });
  const bringBack = useMutation({
    mutationFn: restoreProject,
    onSuccess: (_, id) => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      onClose();
      onOpen(id);
    },
  });
  return (
    <Dialog title="Archived timelines" onClose={onClose}>
      <div className="flex flex-col gap-3">
        {list.isPending && (
          <div aria-busy className="flex flex-col gap-2">
            <Skeleton className="h-11" />
            <Skeleton className="h-11" />
          </div>
        )}
        {list.error && (
          <ErrorState
            title="The archived timelines could not be loaded"
            error={list.error}
            onRetry={() => list.refetch()}
          />
        )}
        {list.data?.length === 0 && (
          <EmptyState icon={Archive} title="Nothing is archived">
            A timeline that you archive is listed here, and can be brought back.
          </EmptyState>
        )}
        {bringBack.error && <InlineError error={bringBack.error} />}
        {list.data && list.data.length > 0 && (
          <ul aria-label="Archived timelines" className="border-y border-line">
            {list.data.map((one) => (
              <li
                key={one.id}
                className="flex items-center gap-3 border-t border-line px-2 py-2 first:border-t-0"
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate font-medium">{nameOf(one)}</span>
                  <span className="text-xs text-ink-3">
                    archived {formatAgo(one.archivedAt ?? one.updatedAt)}
                  </span>
                </span>
                <Button
                  isBusy={bringBack.isPending && bringBack.variables === one.id}
                  onClick={() => bringBack.mutate(one.id)}
                >
                  Bring back
                  <span className="sr-only"> {nameOf(one)}</span>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
