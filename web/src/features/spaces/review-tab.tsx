// SPDX-License-Identifier: Apache-2.0
/** What waits for approval in a space, and what was rejected or removed in it. */
import { Check, CircleCheckBig, X } from "lucide-react";
import { type FormEvent, useState } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { formatAgo } from "@/lib/formats";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { InlineError } from "@/ui/inline-error";
import { PagedList } from "@/ui/paged-list";
import { Segments } from "@/ui/segments";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import type { Space } from "./queries";
import { reviewQueueQuery, useApprove, useReject, type WaitingItem } from "./review-queries";
import { ReviewRow, titleOf } from "./review-row";
import { TakenDown } from "./taken-down";

const LISTS = [
  { value: "pending", label: "Waiting" },
  { value: "rejected", label: "Rejected" },
  { value: "unpublished", label: "Removed" },
] as const;

export function ReviewTab({ space }: { space: Space }) {
  const [shown, setShown] = useState<(typeof LISTS)[number]["value"]>("pending");
  return (
    <div className="mx-auto max-w-4xl">
      <div className="mb-4 flex">
        <Segments label="Which videos" options={LISTS} value={shown} onChange={setShown} />
      </div>
      {shown === "pending" ? <Queue space={space} /> : <TakenDown space={space} status={shown} />}
    </div>
  );
}

function Queue({ space }: { space: Space }) {
  return (
    <PagedList
      query={useInfiniteQuery(reviewQueueQuery(space.id))}
      failure="The review queue could not be loaded"
      loading={<Skeleton className="h-40" />}
      empty={
        <EmptyState icon={CircleCheckBig} title="Nothing waits for review">
          {space.needsApproval
            ? "What members publish in this space appears here first."
            : "This space publishes at once; its settings can require approval."}
        </EmptyState>
      }
    >
      {(items) => (
        <ul className="flex flex-col gap-3" aria-label="Waiting for review">
          {items.map((item) => (
            <Waiting key={item.publication.id} item={item} />
          ))}
        </ul>
      )}
    </PagedList>
  );
}

function Waiting({ item }: { item: WaitingItem }) {
  const { publication, proposed } = item;
  const decide = useApprove(publication);
  const [isRejecting, setRejecting] = useState(false);
  const name = titleOf(item);
  const approve = () =>
    decide.mutate(undefined, {
      onSuccess: () => showToast(proposed ? `${name} shows what is new` : `${name} is published`),
    });
  const actions = (
    <>
      <Button icon={X} aria-label={`Reject ${name}`} onClick={() => setRejecting(true)}>
        Reject…
      </Button>
      <Button
        look="primary"
        icon={Check}
        aria-label={`Approve ${name}`}
        isBusy={decide.isPending}
        onClick={approve}
      >
        Approve
      </Button>
    </>
  );
  return (
    <ReviewRow
      item={item}
      when={formatAgo(publication.createdAt)}
      error={decide.error}
      actions={actions}
    >
      {proposed ? <Proposed item={item} proposed={proposed} /> : <Story text={publication.storyText} />}
      {isRejecting && <RejectDialog item={item} onClose={() => setRejecting(false)} />}
    </ReviewRow>
  );
}

function Story({ text }: { text: string }) {
  if (!text) return null;
  return (
    <p className="mt-2 line-clamp-3 text-sm break-words whitespace-pre-line text-ink-2">{text}</p>
  );
}

/** What is to be approved of a video that is published. */
function Proposed({
  item: { publication, production },
  proposed,
}: {
  item: WaitingItem;
  proposed: NonNullable<WaitingItem["proposed"]>;
}) {
  const isNewTitle = proposed.title !== production.name;
  const isNewStory = proposed.storyText !== publication.storyText;
  return (
    <dl className="mt-2 text-sm">
      {isNewTitle && <Change name="New title" text={proposed.title || "Untitled"} />}
      {isNewStory && <Change name="New story" text={proposed.storyText || "No story"} />}
    </dl>
  );
}

function Change({ name, text }: { name: string; text: string }) {
  return (
    <div className="mt-1">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="break-words whitespace-pre-line text-ink-2">
        {text}
      </dd>
    </div>
  );
}

function RejectDialog({ item, onClose }: { item: WaitingItem; onClose: () => void }) {
  const [note, setNote] = useState("");
  const decide = useReject(item.publication.id);
  const name = titleOf(item);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!note.trim()) return;
    decide.mutate(note.trim(), {
      onSuccess: () => {
        showToast(item.proposed ? `What is new of ${name} is rejected` : `${name} is rejected`);
        onClose();
      },
    });
  };
  return (
    <Dialog title={`Reject ${name}?`} size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <label className="flex flex-col gap-1">
          <span className="text-sm font-medium">Reason</span>
          <textarea
            rows={4}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            data-autofocus
            className="w-full rounded-control border border-line-strong bg-field px-3 py-2"
          />
          <span className="text-xs text-ink-3">
            {item.owner.displayName || "The owner"} reads it where the video is published.
          </span>
        </label>
        {decide.error && <InlineError error={decide.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="danger"
            isBusy={decide.isPending}
            whyDisabled={note.trim() ? undefined : "Say why, so that the owner can mend it"}
          >
            Reject
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
