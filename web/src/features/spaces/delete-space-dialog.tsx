// SPDX-License-Identifier: Apache-2.0
/** Says what the deletion of a space takes with it, and deletes it. */
import { useQuery } from "@/api/use-query";
import { useSearchParams } from "@/lib/search-params";
import { formatCount } from "@/lib/formats";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import type { Space } from "./queries";
import { deletionQuery, useDeleteSpace } from "./settings-queries";

interface DeleteSpaceDialogProps {
  space: Space;
  onClose: () => void;
}

export function DeleteSpaceDialog({ space, onClose }: DeleteSpaceDialogProps) {
  const query = useQuery(deletionQuery(space.id));
  const remove = useDeleteSpace(space.id);
  const [, setSearch] = useSearchParams();
  return (
    <Dialog title={`Delete ${space.name}?`} size="small" onClose={onClose}>
      {query.isPending && <Skeleton className="h-24" />}
      {query.error && <InlineError error={query.error} />}
      {query.data && (
        <ul className="list-disc pl-5 text-ink-2">
          <li>{unpublished(query.data.publicationCount)}</li>
          <li>{formatCount(query.data.memberCount, "member")} lose access.</li>
          <li>Invitations and links into it end.</li>
          <li>Productions, exports and uploads stay.</li>
        </ul>
      )}
      <p className="mt-3 font-medium">This cannot be undone.</p>
      {remove.error && (
        <div className="mt-3">
          <InlineError error={remove.error} />
        </div>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Keep it</Button>
        <Button
          look="danger"
          isBusy={remove.isPending}
          whyDisabled={query.data ? undefined : "What goes with it is not known yet"}
          onClick={() =>
            remove.mutate(undefined, {
              onSuccess: () => {
                showToast(`${space.name} is deleted`);
                setSearch({ id: undefined, tab: undefined }, { replace: true });
              },
            })
          }
        >
          Delete space
        </Button>
      </div>
    </Dialog>
  );
}

function unpublished(count: number): string {
  if (count === 0) return "Nothing is published in it.";
  return `${formatCount(count, "video")} in it ${count === 1 ? "is" : "are"} unpublished.`;
}
