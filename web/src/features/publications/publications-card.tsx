// SPDX-License-Identifier: Apache-2.0
/** Where a production is published, or why it is not: on the page of the production. */
import { ScrollText, Users } from "lucide-react";
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { InlineError } from "@/ui/inline-error";

import { AskAgainDialog } from "./ask-again-dialog";
import { AudienceDialog } from "./audience-dialog";
import { PublicationLog } from "./publication-log";
import { type ListedPublication, optionsQuery, type Publication, publicationsQuery } from "./queries";
import { STATUS_WORDS, VISIBILITY_WORDS, isDown, whyDown } from "./words";

const TONES: Record<Publication["status"], string> = {
  pending: "text-warn",
  published: "text-ok",
  unpublished: "text-ink-3",
  rejected: "text-bad",
};

interface PublicationsCardProps {
  productionId: number;
  uploadId: number;
}

export function PublicationsCard({ productionId, uploadId }: PublicationsCardProps) {
  const query = useQuery(publicationsQuery(productionId));
  const spaces = useQuery(optionsQuery(uploadId));
  return (
    <section
      aria-labelledby="publications"
      className="rounded-panel border border-line bg-panel p-4"
    >
      <h2 id="publications" className="mb-2 text-sm font-semibold">
        Publications
      </h2>
      {query.error && !query.data && <InlineError error={query.error} />}
      {query.data?.length === 0 && (
        <p className="text-sm text-ink-3">It is not published anywhere yet.</p>
      )}
      <ul>
        {query.data?.map((one) => (
          <PublicationRow
            key={one.id}
            publication={one}
            needsApproval={
              spaces.data?.find((space) => space.id === one.spaceId)?.needsApproval ?? false
            }
          />
        ))}
      </ul>
    </section>
  );
}

interface PublicationRowProps {
  publication: ListedPublication;
  needsApproval: boolean;
}

function PublicationRow({ publication, needsApproval }: PublicationRowProps) {
  const [opened, setOpened] = useState<"log" | "ask" | "audience" | null>(null);
  const { spaceName, canRepublish } = publication.context;
  const reason = whyDown(publication);
  const mayAsk = publication.status === "rejected" && canRepublish;
  const words = STATUS_WORDS[publication.status];
  const close = () => setOpened(null);
  return (
    <li className="border-t border-line py-1.5 first:border-0">
      <div className="flex items-center gap-3">
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm">{spaceName}</span>
          {publication.visibility === "members" && (
            <span className="block truncate text-xs text-ink-3">{VISIBILITY_WORDS.members}</span>
          )}
        </span>
        <span className={cx("text-xs", TONES[publication.status])}>
          {publication.status === "published" ? (
            <a
              href={publication.watchUrl}
              aria-label={`Published: watch it in ${spaceName}`}
              className="underline decoration-current/40 underline-offset-2 hover:decoration-current"
            >
              {words}
            </a>
          ) : (
            words
          )}
        </span>
        {!isDown(publication) && (
          <IconButton
            label={`Who may watch in ${spaceName}`}
            icon={Users}
            onClick={() => setOpened("audience")}
          />
        )}
        <IconButton
          label={`Log of ${spaceName}`}
          icon={ScrollText}
          onClick={() => setOpened("log")}
        />
      </div>
      {reason && <p className="pb-1 text-xs break-words whitespace-pre-line text-ink-2">{reason}</p>}
      {mayAsk && (
        <Button
          className="mb-1"
          aria-label={`Ask for review again in ${spaceName}`}
          onClick={() => setOpened("ask")}
        >
          Ask for review again
        </Button>
      )}
      {opened === "log" && (
        <PublicationLog publicationId={publication.id} name={spaceName} onClose={close} />
      )}
      {opened === "audience" && (
        <AudienceDialog
          publication={publication}
          spaceName={spaceName}
          needsApproval={needsApproval}
          onClose={close}
        />
      )}
      {opened === "ask" && (
        <AskAgainDialog publicationId={publication.id} spaceName={spaceName} onClose={close} />
      )}
    </li>
  );
}
