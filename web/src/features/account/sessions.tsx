// SPDX-License-Identifier: Apache-2.0
/** The browsers that are signed in, each of which can be signed out. */
import { useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { browserOf } from "@/lib/browser-names";
import { formatAgo, formatDay } from "@/lib/formats";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

type Session = Schema<"accounts.SessionResource">;

export function Sessions() {
  const sessions = useQuery({
    queryKey: queryKeys.sessions,
    queryFn: () => answerOf(api.GET("/api/sessions", { params: { query: { limit: 100 } } })),
  });
  const endOthers = useEnding(
    () => answerOf(api.DELETE("/api/sessions", { params: { query: { keepCurrent: true } } })),
    "All other browsers are signed out",
  );
  const items = sessions.data?.items ?? [];
  return (
    <section className="mb-6 rounded-panel border border-line bg-panel p-6">
      <div className="mb-3 flex flex-wrap items-center gap-3">
        <h2 className="flex-1 text-lg font-semibold">Sessions</h2>
        {items.length > 1 && (
          <Button isBusy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            Sign out everywhere else
          </Button>
        )}
      </div>
      {sessions.isPending && <Skeleton className="h-24" />}
      {sessions.error && (
        <ErrorState
          title="The sessions could not be loaded"
          error={sessions.error}
          onRetry={() => sessions.refetch()}
        />
      )}
      <ul>
        {items.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
    </section>
  );
}

function SessionRow({ session }: { session: Session }) {
  const name = browserOf(session.userAgent);
  const end = useEnding(
    () =>
      answerOf(
        api.DELETE("/api/sessions/{sessionId}", { params: { path: { sessionId: session.id } } }),
      ),
    `${name} is signed out`,
  );
  return (
    <li className="flex items-center gap-3 border-t border-line py-2 first:border-t-0">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium" title={session.userAgent}>
          {name}
        </span>
        <span className="text-xs text-ink-3">
          signed in {formatDay(session.createdAt)} · seen {formatAgo(session.refreshedAt)}
        </span>
      </span>
      {session.isCurrent ? (
        <span className="text-sm text-ok">This browser</span>
      ) : (
        <Button look="quiet" isBusy={end.isPending} onClick={() => end.mutate()}>
          Sign out
          <span className="sr-only"> {name}</span>
        </Button>
      )}
    </li>
  );
}

/** Ends sessions, says so, and lists the others anew. */
function useEnding(end: () => Promise<unknown>, words: string) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: end,
    onSuccess: () => {
      showToast(words);
      void queries.invalidateQueries({ queryKey: queryKeys.sessions });
    },
    onError: (error) => void showToast(messageOf(error), { tone: "bad" }),
  });
}
