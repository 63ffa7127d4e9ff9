// SPDX-License-Identifier: Apache-2.0
/** The last revisions of the open timeline, each of which can be restored. */
import { useQueryClient } from "@tanstack/react-query";
import { History } from "lucide-react";
import { useEffect, useState } from "react";

import { useCurrentUser } from "@/api/current-user";
import { queryKeys } from "@/api/query-keys";
import { useInfiniteQuery, useQuery } from "@/api/use-query";
import { formatExactMoment } from "@/lib/formats";
import { Stale } from "@/lib/save-queue";
import { say, sayRefusal } from "@/lib/status-line";
import { useDocument } from "@/timeline";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { InlineError } from "@/ui/inline-error";
import { PagedList } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

import { undoStep } from "../editing";
import { type RevisionSummary, listRevisions, readRevision } from "../project-requests";
import { restoreEarlier, saves, useProject } from "../project-state";
import { contentsOf, differenceOf } from "./contents";

interface HistoryDialogProps {
  projectId: number;
  onClose: () => void;
}

export function HistoryDialog({ projectId, onClose }: HistoryDialogProps) {
  const revisions = useInfiniteQuery({
    queryKey: queryKeys.revisions(projectId),
    queryFn: async ({ pageParam }) => {
      // What is edited is in the list, unless it cannot be saved for now.
      if (!pageParam) await saves()?.flush();
      return listRevisions(projectId, pageParam);
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    staleTime: 0,
    gcTime: 0,
  });
  useMergesListed(projectId);
  const [chosen, setChosen] = useState<number | null>(null);
  return (
    <Dialog title="History" onClose={onClose}>
      <div className="flex flex-col gap-3">
        <p className="text-sm text-ink-2">
          Each save is a version; the last 100 are kept. Restoring one makes a new version of it, and
          nothing is lost.
        </p>
        <Unsaved />
        <PagedList
          query={revisions}
          failure="The history could not be loaded"
          loading={<Loading />}
          empty={
            <EmptyState icon={History} title="No versions yet">
              A version is kept whenever the timeline is saved.
            </EmptyState>
          }
          more={{ className: "" }}
        >
          {(items) => (
            <ol aria-label="Versions" className="border-y border-line">
              {items.map((one, index) => (
                <Row
                  key={one.revision}
                  projectId={projectId}
                  revision={one}
                  earlier={items[index + 1]}
                  isPresent={index === 0}
                  isOpen={chosen === one.revision}
                  onToggle={() => setChosen(chosen === one.revision ? null : one.revision)}
                  onRestored={onClose}
                />
              ))}
            </ol>
          )}
        </PagedList>
      </div>
    </Dialog>
  );
}

/** Says that the newest edits are in no version, while they are not saved. */
function Unsaved() {
  const kind = useProject(({ saveState }) => saveState.kind);
  if (kind === "saved" || kind === "saving" || kind === "waiting") return null;
  return (
    <p role="status" className="rounded-control border border-warn px-3 py-2 text-sm">
      Your newest changes are not saved yet, so they are not in this list.
    </p>
  );
}

function Loading() {
  return (
    <div aria-busy className="flex flex-col gap-2">
      {[1, 2, 3, 4].map((key) => (
        <Skeleton key={key} className="h-11" />
      ))}
    </div>
  );
}

interface RowProps {
  projectId: number;
  revision: RevisionSummary;
  /** The revision before it, if it is listed. */
  earlier?: RevisionSummary;
  isPresent: boolean;
  isOpen: boolean;
  onToggle: () => void;
  onRestored: () => void;
}

function Row({ revision, earlier, isPresent, isOpen, onToggle, ...rest }: RowProps) {
  const me = useCurrentUser()?.userId;
  const isRenamed = earlier !== undefined && earlier.name !== revision.name;
  return (
    <li className="border-t border-line first:border-t-0">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-current={isPresent || undefined}
        onClick={onToggle}
        className={cx(
          "flex min-h-11 w-full flex-wrap items-center gap-x-3 px-2 py-1 text-left hover:bg-hover",
          isOpen && "bg-raised",
        )}
      >
        <span className="font-medium tabular-nums">{formatExactMoment(revision.savedAt)}</span>
        <span className="text-sm text-ink-2">
          {revision.authorUserId === me ? "by you" : "by somebody else"}
        </span>
        {isRenamed && (
          <span className="min-w-0 truncate text-sm text-ink-2">
            named “{revision.name ?? "Untitled"}”
          </span>
        )}
        {isPresent && <span className="ml-auto text-sm text-ok">Now</span>}
      </button>
      {isOpen && <Details revision={revision} isPresent={isPresent} {...rest} />}
    </li>
  );
}

interface DetailsProps {
  projectId: number;
  revision: RevisionSummary;
  isPresent: boolean;
  onRestored: () => void;
}

function Details({ projectId, revision, isPresent, onRestored }: DetailsProps) {
  const open = useDocument((state) => state.document);
  const found = useQuery({
    queryKey: queryKeys.revision(projectId, revision.revision),
    queryFn: () => readRevision(projectId, revision.revision),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const restore = useRestoring(projectId, revision, onRestored);
  return (
    <div className="flex flex-col gap-2 bg-raised px-2 pb-3 text-sm">
      {found.isPending && <Skeleton className="h-10" />}
      {found.error && <InlineError error={found.error} />}
      {found.data && (
        <p>
          {contentsOf(found.data)}
          <br />
          <span className="text-ink-2">{differenceOf(open, found.data)}</span>
        </p>
      )}
      {restore.error && <InlineError error={restore.error} />}
      {!isPresent && (
        <Button
          look="primary"
          className="self-start max-[599px]:self-stretch"
          isBusy={restore.isPending}
          onClick={() => restore.mutate()}
        >
          Restore this version
        </Button>
      )}
    </div>
  );
}

/** Restores a revision; when somebody else has saved meanwhile, lists what there is then. */
function useRestoring(projectId: number, revision: RevisionSummary, onRestored: () => void) {
  const queries = useQueryClient();
  const label = `Restore the version of ${formatExactMoment(revision.savedAt)}`;
  const list = () => queries.invalidateQueries({ queryKey: queryKeys.revisions(projectId) });
  return useMutation({
    mutationFn: async () => {
      try {
        await restoreEarlier(label, revision.revision);
      } catch (error) {
        if (!(error instanceof Stale)) throw error;
        void list();
        throw new Error(
          "The timeline was changed elsewhere meanwhile: its newest version is open now. Restore again if you still want to.",
        );
      }
    },
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      onRestored();
      say(label);
      showToast(`The version of ${formatExactMoment(revision.savedAt)} is restored`, {
        action: { label: "Undo", run: () => undoRestoring(label) },
      });
    },
  });
}

function undoRestoring(label: string): void {
  const last = useDocument.getState().history.past.at(-1)?.label;
  if (last === label) undoStep();
  else sayRefusal("Other edits were made since. Undo them first, or choose a version in History.");
}

/** Keeps the list right while the dialog is open and others save. */
function useMergesListed(projectId: number): void {
  const queries = useQueryClient();
  const merges = useProject((state) => state.merges);
  useEffect(() => {
    if (merges > 0) void queries.invalidateQueries({ queryKey: queryKeys.revisions(projectId) });
  }, [merges, projectId, queries]);
}
