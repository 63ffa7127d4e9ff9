// SPDX-License-Identifier: Apache-2.0
/** The review links of a production: who answered what, new ones, and revoking. */
import { MessageSquareText } from "lucide-react";
import { type FormEvent, useState } from "react";

import { useQuery } from "@/api/use-query";
import { Button, buttonClass } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import { type ReviewLink, reviewLinksQuery, useCreateReviewLink, useRevokeReviewLink } from "./queries";
import { aboutReview, isOpen, untilWhen } from "./words";

const DAYS = [7, 14, 30, 90];
const CONTROL = "h-8 rounded-control border border-line-strong bg-field px-2 text-sm max-[899px]:h-11";

export function ReviewLinks({ productionId }: { productionId: number }) {
  const query = useQuery(reviewLinksQuery(productionId));
  return (
    <section
      aria-labelledby="review-links"
      className="flex flex-col gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <div>
        <h2 id="review-links" className="text-sm font-semibold">
          Review links
        </h2>
        <p className="text-xs text-ink-3">
          Whoever has one may watch, write notes and approve, without an account.
        </p>
      </div>
      {query.error && <InlineError error={query.error} />}
      {query.isPending && <Skeleton className="h-10" />}
      {query.data && query.data.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {query.data.map((link) => (
            <LinkRow key={link.id} link={link} productionId={productionId} />
          ))}
        </ul>
      )}
      <NewLink productionId={productionId} />
    </section>
  );
}

function LinkRow({ link, productionId }: { link: ReviewLink; productionId: number }) {
  const revoke = useRevokeReviewLink(productionId);
  const name = link.name || `Link ${link.id}`;
  return (
    <li className="flex flex-wrap items-center gap-2 py-2">
      <div className="min-w-0 flex-1 basis-40">
        <p className="text-sm font-medium break-words">
          <bdi>{name}</bdi> <span className="font-normal text-ink-3">{untilWhen(link)}</span>
        </p>
        <p className="text-xs text-ink-3">{aboutReview(link)}</p>
        {revoke.error && <InlineError error={revoke.error} />}
      </div>
      <a href={link.reviewUrl} className={buttonClass("quiet")} aria-label={`Notes of ${name}`}>
        <MessageSquareText size={16} aria-hidden />
        Notes
      </a>
      {isOpen(link) && (
        <Button
          look="quiet"
          isBusy={revoke.isPending}
          aria-label={`Revoke ${name}`}
          onClick={() => {
            revoke.mutate(link.id);
          }}
        >
          Revoke
        </Button>
      )}
    </li>
  );
}

function NewLink({ productionId }: { productionId: number }) {
  const [name, setName] = useState("");
  const [days, setDays] = useState(14);
  const create = useCreateReviewLink(productionId);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ name: name.trim(), days }, { onSuccess: () => setName("") });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="flex flex-wrap gap-2">
        <input
          aria-label="What the link is for"
          placeholder="What it is for"
          value={name}
          maxLength={120}
          onChange={(event) => setName(event.target.value)}
          className={`${CONTROL} min-w-0 flex-1 basis-32`}
        />
        <select
          aria-label="How long it lives"
          value={days}
          onChange={(event) => setDays(Number(event.target.value))}
          className={CONTROL}
        >
          {DAYS.map((one) => (
            <option key={one} value={one}>
              {one} days
            </option>
          ))}
        </select>
        <Button type="submit" isBusy={create.isPending}>
          Create link
        </Button>
      </div>
      {create.error && <InlineError error={create.error} />}
      {create.data && <NewAddress path={create.data.url} />}
    </form>
  );
}

/** The address of a new link, which the server does not tell again. */
function NewAddress({ path }: { path: string }) {
  const address = new URL(path, window.location.origin).href;
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      showToast("The link is copied");
    } catch {
      // Browsers let pages write to the clipboard over https only.
      showToast("Copying is not allowed here; select the link instead");
    }
  };
  return (
    <div role="status" className="flex flex-col gap-1 rounded-control bg-accent-soft p-2">
      <p className="text-xs text-ink-2">Copy it now: it cannot be shown again.</p>
      <div className="flex gap-2">
        <input aria-label="The new link" readOnly value={address} className={`${CONTROL} min-w-0 flex-1`} />
        <Button onClick={() => void copy()}>Copy</Button>
      </div>
    </div>
  );
}
