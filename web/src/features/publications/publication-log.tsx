// SPDX-License-Identifier: Apache-2.0
/** The log of a publication: who did what, when, and with which note. */
import { useQuery } from "@/api/use-query";
import { formatMoment } from "@/lib/formats";
import { Dialog } from "@/ui/dialog";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";

import { type LogEntry, publicationDetailsQuery } from "./queries";
import { ACTION_WORDS, STATUS_WORDS, VISIBILITY_WORDS } from "./words";

interface PublicationLogProps {
  publicationId: number;
  /** What the dialog is about: the name of the space or of the video. */
  name: string;
  onClose: () => void;
}

export function PublicationLog({ publicationId, name, onClose }: PublicationLogProps) {
  const query = useQuery(publicationDetailsQuery(publicationId));
  return (
    <Dialog title={`Log of ${name}`} size="small" onClose={onClose}>
      {query.isPending && <Skeleton className="h-40" />}
      {query.error && !query.data && (
        <ErrorState
          title="The log could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && (
        <>
          <p className="mb-3 text-sm text-ink-2">
            {STATUS_WORDS[query.data.publication.status]} · watched by{" "}
            {VISIBILITY_WORDS[query.data.publication.visibility].toLowerCase()}
          </p>
          <ol className="flex flex-col" aria-label="What happened, the last change first">
            {query.data.events.toReversed().map((one, index) => (
              <Entry key={query.data.events.length - index} entry={one} />
            ))}
          </ol>
        </>
      )}
    </Dialog>
  );
}

function Entry({ entry }: { entry: LogEntry }) {
  const who = entry.actorName || (entry.actorUserId === null ? "Reelmill" : "Somebody");
  return (
    <li className="border-t border-line py-2 first:border-0">
      <p className="text-sm font-medium">{ACTION_WORDS[entry.action]}</p>
      <p className="text-xs text-ink-3">
        <bdi>{who}</bdi> · {formatMoment(entry.at)}
      </p>
      {entry.note && (
        <p className="mt-1 border-l-2 border-line pl-3 text-sm break-words whitespace-pre-line text-ink-2">
          {entry.note}
        </p>
      )}
    </li>
  );
}
