// SPDX-License-Identifier: Apache-2.0
/** What moderators rejected, or what was removed from a space: by whom, when and why. */
import { Check, CircleCheckBig, ExternalLink, ScrollText } from "lucide-react";
import { useState } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { PublicationLog, useChangePublication, whyDown } from "@/features/publications";
import { formatMoment } from "@/lib/formats";
import { Button, buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { Poster } from "@/ui/poster";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import type { Space } from "./queries";
import { type SpacePublication, type TakenDownStatus, takenDownQuery } from "./review-queries";

const EMPTY: Record<TakenDownStatus, string> = {
  rejected: "Nothing is rejected",
  unpublished: "Nothing was removed",
};

interface TakenDownProps {
  space: Space;
  status: TakenDownStatus;
}

export function TakenDown({ space, status }: TakenDownProps) {
  const query = useInfiniteQuery(takenDownQuery(space.id, status));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Skeleton className="h-40" />;
  if (query.error && items.length === 0) {
    return (
      <ErrorState
        title="The list could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (items.length === 0) return <EmptyState icon={CircleCheckBig} title={EMPTY[status]} />;
  return (
    <>
      <ul
        className="flex flex-col gap-3"
        aria-label={status === "rejected" ? "Rejected" : "Removed"}
      >
        {items.map((item) => (
          <Item key={item.publication.id} item={item} />
        ))}
      </ul>
      {query.hasNextPage && (
        <div className="mt-4 grid place-content-center">
          <Button isBusy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

function Item({ item }: { item: SpacePublication }) {
  const { publication, production, owner, playback, context } = item;
  const [isLogOpen, setLogOpen] = useState(false);
  const change = useChangePublication(publication.id);
  const name = production.name || "Untitled";
  const entry = context.takenDown;
  const reason = whyDown({ ...publication, context });
  return (
    <li className="flex flex-wrap items-start gap-4 rounded-panel border border-line bg-panel p-4">
      <Poster
        url={playback?.posterUrl ?? null}
        duration={playback?.durationSeconds ?? null}
        className="aspect-video w-40 shrink-0 rounded-control"
      />
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-medium break-words">{name}</h2>
        <p className="text-xs text-ink-3">
          {[owner.displayName || "Somebody", entry && formatMoment(entry.at)]
            .filter(Boolean)
            .join(" · ")}
        </p>
        <p className="mt-2 text-sm break-words whitespace-pre-line text-ink-2">
          {reason || "Its owner removed it."}
        </p>
        {!context.canRepublish && (
          <p className="mt-1 text-xs text-ink-3">Only its owner can publish it again.</p>
        )}
        {change.error && (
          <div className="mt-2">
            <InlineError error={change.error} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <a
          href={publication.watchUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClass("quiet")}
          aria-label={`Watch ${name} in a new tab`}
        >
          <ExternalLink size={16} aria-hidden />
          Watch
        </a>
        <Button
          icon={ScrollText}
          aria-label={`Log of ${name}`}
          onClick={() => setLogOpen(true)}
        >
          Log
        </Button>
        {context.canRepublish && (
          <Button
            look="primary"
            icon={Check}
            aria-label={`Approve again: ${name}`}
            isBusy={change.isPending}
            onClick={() =>
              change.mutate(
                { verb: "republish", note: "" },
                { onSuccess: () => showToast(`${name} is published`) },
              )
            }
          >
            Approve again
          </Button>
        )}
      </div>
      {isLogOpen && (
        <PublicationLog
          publicationId={publication.id}
          name={name}
          onClose={() => setLogOpen(false)}
        />
      )}
    </li>
  );
}
