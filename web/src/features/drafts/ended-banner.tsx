// SPDX-License-Identifier: Apache-2.0
/** Stands over a draft that was produced or put aside elsewhere. */
import { Link } from "@tanstack/react-router";
import { TriangleAlert } from "lucide-react";

import { Button, buttonClass } from "@/ui/button";

import { goOnInNewDraft, useDraft } from "./draft-state";
import type { Draft } from "./requests";

export function EndedBanner({ draft }: { draft: Draft }) {
  const isUnsaved = useDraft(({ saveState }) => saveState.kind !== "saved");
  const productionId = draft.renderedProductionId;
  return (
    <section
      aria-label="This draft has ended"
      role="alert"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-2 text-sm"
    >
      <TriangleAlert size={16} aria-hidden className="shrink-0 text-warn" />
      <div className="min-w-0 flex-1 basis-60">
        <p className="font-medium">
          {productionId === null
            ? "This draft was put aside elsewhere."
            : "A production was made of this draft elsewhere."}
        </p>
        <p className="text-ink-2">
          {isUnsaved
            ? "What was not saved is kept here, and a new draft takes it over."
            : "It cannot be changed any more."}
        </p>
      </div>
      {productionId !== null && (
        <Link
          to={"/productions" as never}
          search={{ id: String(productionId) } as never}
          className={buttonClass("outline", "!h-7")}
        >
          Show the production
        </Link>
      )}
      <Button className="!h-7" look="primary" onClick={() => goOnInNewDraft(draft)}>
        Start a new draft
      </Button>
    </section>
  );
}
