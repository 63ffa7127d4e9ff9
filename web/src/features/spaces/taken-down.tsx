// SPDX-License-Identifier: Apache-2.0
/** What moderators rejected, or what was removed from a space: by whom, when and why. */
import { Check, CircleCheckBig, ScrollText } from "lucide-react";
import { useState } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { PublicationLog, useChangePublication, whyDown } from "@/features/publications";
import { formatMoment } from "@/lib/formats";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { PagedList } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import type { Space } from "./queries";
import { type SpacePublication, type TakenDownStatus, takenDownQuery } from "./review-queries";
import { ReviewRow, titleOf } from "./review-row";

const EMPTY: Record<TakenDownStatus, string> = {
  rejected: "Nothing is rejected",
  unpublished: "Nothing was removed",
};

interface TakenDownProps {
  space: Space;
  status: TakenDownStatus;
}

export function TakenDown({ space, status }: TakenDownProps) {
  return (
    <PagedList
      query={useInfiniteQuery(takenDownQuery(space.id, status))}
      failure="The list could not be loaded"
      loading={<Skeleton className="h-40" />}
      empty={<EmptyState icon={CircleCheckBig} title={EMPTY[status]} />}
    >
      {(items) => (
        <ul
          className="flex flex-col gap-3"
          aria-label={status === "rejected" ? "Rejected" : "Removed"}
        >
          {items.map((item) => (
            <Item key={item.publication.id} item={item} />
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function Item({ item }: { item: SpacePublication }) {
  const { publication, context } = item;
  const [isLogOpen, setLogOpen] = useState(false);
  const change = useChangePublication(publication.id);
  const name = titleOf(item);
  const approve = () =>
    change.mutate(
      { verb: "republish", note: "" },
      { onSuccess: () => showToast(`${name} is published`) },
    );
  const actions = (
    <>
      <Button icon={ScrollText} aria-label={`Log of ${name}`} onClick={() => setLogOpen(true)}>
        Log
      </Button>
      {context.canRepublish && (
        <Button
          look="primary"
          icon={Check}
          aria-label={`Approve again: ${name}`}
          isBusy={change.isPending}
          onClick={approve}
        >
          Approve again
        </Button>
      )}
    </>
  );
  return (
    <ReviewRow
      item={item}
      when={context.takenDown ? formatMoment(context.takenDown.at) : ""}
      error={change.error}
      actions={actions}
    >
      <p className="mt-2 text-sm break-words whitespace-pre-line text-ink-2">
        {whyDown({ ...publication, context }) || "Its owner removed it."}
      </p>
      {!context.canRepublish && (
        <p className="mt-1 text-xs text-ink-3">Only its owner can publish it again.</p>
      )}
      {isLogOpen && (
        <PublicationLog
          publicationId={publication.id}
          name={name}
          onClose={() => setLogOpen(false)}
        />
      )}
    </ReviewRow>
  );
}
