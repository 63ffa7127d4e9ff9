// SPDX-License-Identifier: Apache-2.0
/** A space in the list: whether it is chosen, what is there now, and why it failed or was removed. */
import { RotateCw, ScrollText, Users } from "lucide-react";
import { useState } from "react";

import {
  AskAgainDialog,
  AudienceDialog,
  isBlocked,
  isDown,
  PublicationLog,
  whyDown,
} from "@/features/publications";
import { formatCount } from "@/lib/formats";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";

import { RowState } from "./row-state";
import type { Row } from "./rows";
import { SpaceIcon } from "./space-icon";

interface SpaceRowProps {
  row: Row;
  onChoose: (spaceId: number, isChosen: boolean) => void;
  onRetry: (spaceId: number) => void;
}

export function SpaceRow({ row, onChoose, onRetry }: SpaceRowProps) {
  const [opened, setOpened] = useState<"log" | "audience" | null>(null);
  const { space, publication } = row;
  const blocked = isBlocked(publication);
  const close = () => setOpened(null);
  const hasFailed = row.change === null && Boolean(row.result?.error);
  return (
    <div className={cx("border-b border-line px-4 last:border-b-0", row.change && "bg-accent-soft")}>
      <div className="flex min-h-12 flex-wrap items-center justify-end gap-x-3 gap-y-1 py-1.5">
        <Choice row={row} isBlocked={blocked} onChoose={onChoose} />
        <RowState row={row} />
        {hasFailed && !blocked && (
          <Button
            icon={RotateCw}
            aria-label={`Retry ${space.name}`}
            onClick={() => onRetry(space.id)}
          >
            Retry
          </Button>
        )}
        {publication && (
          <span className="-mr-2 flex">
            {!isDown(publication) && (
              <IconButton
                label={`Who may watch in ${space.name}`}
                icon={Users}
                onClick={() => setOpened("audience")}
              />
            )}
            <IconButton
              label={`Log of ${space.name}`}
              icon={ScrollText}
              onClick={() => setOpened("log")}
            />
          </span>
        )}
      </div>
      {hasFailed && <p className="pb-2 text-xs break-words text-bad">{row.result?.detail}</p>}
      {publication && isDown(publication) && row.change === null && (
        <WhyDown
          publicationId={publication.id}
          spaceName={space.name}
          reason={whyDown(publication)}
          isBlocked={blocked}
          mayAsk={publication.status === "rejected" && publication.context.canRepublish}
        />
      )}
      {opened === "log" && publication && (
        <PublicationLog publicationId={publication.id} name={space.name} onClose={close} />
      )}
      {opened === "audience" && publication && (
        <AudienceDialog
          publication={publication}
          spaceName={space.name}
          needsApproval={space.needsApproval}
          onClose={close}
        />
      )}
    </div>
  );
}

interface ChoiceProps {
  row: Row;
  isBlocked: boolean;
  onChoose: SpaceRowProps["onChoose"];
}

function Choice({ row, isBlocked, onChoose }: ChoiceProps) {
  const { space } = row;
  const about = [
    formatCount(space.memberCount, "member"),
    space.needsApproval ? "needs review" : null,
  ];
  return (
    <label
      className={cx(
        "flex min-h-9 min-w-40 flex-1 cursor-pointer items-center gap-3 has-disabled:cursor-not-allowed",
        row.publication && "max-[599px]:basis-full",
      )}
    >
      <input
        type="checkbox"
        checked={row.isChosen}
        disabled={isBlocked}
        onChange={(event) => onChoose(space.id, event.target.checked)}
        className="size-[18px] shrink-0 accent-accent-strong"
      />
      <SpaceIcon space={space} />
      <span className="min-w-0">
        <span className="block truncate text-sm font-medium">{space.name}</span>
        <span className="block truncate text-xs text-ink-3">
          {about.filter(Boolean).join(" · ")}
        </span>
      </span>
    </label>
  );
}

interface WhyDownProps {
  publicationId: number;
  spaceName: string;
  reason: string;
  isBlocked: boolean;
  mayAsk: boolean;
}

function WhyDown({ publicationId, spaceName, reason, isBlocked, mayAsk }: WhyDownProps) {
  const [isAsking, setAsking] = useState(false);
  const text = [reason, isBlocked && "Only a moderator can publish it here again."];
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-2 empty:hidden">
      {text.some(Boolean) && (
        <p className="min-w-0 flex-1 basis-56 text-xs break-words whitespace-pre-line text-ink-2">
          {text.filter(Boolean).join(" ")}
        </p>
      )}
      {mayAsk && (
        <Button
          aria-label={`Ask for review again in ${spaceName}`}
          onClick={() => setAsking(true)}
        >
          Ask for review again
        </Button>
      )}
      {isAsking && (
        <AskAgainDialog
          publicationId={publicationId}
          spaceName={spaceName}
          onClose={() => setAsking(false)}
        />
      )}
    </div>
  );
}
