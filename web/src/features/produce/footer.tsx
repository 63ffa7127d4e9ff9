// SPDX-License-Identifier: Apache-2.0
/** How far the draft is saved, the way to its cuts, and the button that makes the production. */
import { Link, useNavigate } from "@tanstack/react-router";
import { Clapperboard, RotateCcw, Scissors } from "lucide-react";
import { useRef, useState } from "react";

import { ApiError } from "@/api/error";
import {
  type Draft,
  DraftSaveStatus,
  OpenAsTimeline,
  draftSaves,
  isEnded,
  lookWhetherEnded,
  produce,
  reopenDraft,
  useDraft,
  useStartOver,
} from "@/features/drafts";
import type { Upload } from "@/features/media-picker";
import { randomId } from "@/lib/random-id";
import { Button, buttonClass } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { useFooterBelowToasts } from "@/ui/toast";

import { usePending } from "./pending";

interface FooterProps {
  draft: Draft;
  upload: Upload | undefined;
}

export function Footer({ draft, upload }: FooterProps) {
  const { start, isStarting, error } = useProducing(draft);
  const hasEnded = isEnded(draft);
  const why = useWhyNot(draft, upload);
  const startOver = useStartOver();
  const footer = useRef<HTMLElement>(null);
  useFooterBelowToasts(footer);
  return (
    <footer
      ref={footer}
      className="shrink-0 border-t border-line bg-panel max-[899px]:sticky max-[899px]:bottom-0 max-[899px]:z-20"
    >
      {error !== null && !hasEnded && (
        <div className="px-4 pt-3">
          <InlineError error={error} />
          <p className="pt-1 text-sm text-ink-2">The draft is kept as it is.</p>
        </div>
      )}
      <div className="flex min-h-16 flex-wrap items-center gap-2 px-4 py-2 min-[900px]:px-6">
        <DraftSaveStatus />
        <div className="ml-auto flex flex-wrap items-center gap-2">
          {!hasEnded && (
            <Button
              look="quiet"
              icon={RotateCcw}
              isBusy={startOver.isPending}
              title="Start Over"
              onClick={() => void restart(draft, startOver.mutateAsync)}
            >
              <span className="max-[599px]:sr-only">Start Over</span>
            </Button>
          )}
          <OpenAsTimeline draftId={draft.id} look="quiet" isShort />
          <Link
            to={"/edit-video" as never}
            search={{ upload: String(draft.uploadId), from: "/produce" } as never}
            title="Edit video"
            className={buttonClass("outline")}
          >
            <Scissors size={16} aria-hidden />
            <span className="max-[599px]:sr-only">Edit video</span>
          </Link>
          <Button
            look="primary"
            icon={Clapperboard}
            isBusy={isStarting}
            whyDisabled={why}
            onClick={() => void start()}
          >
            {isStarting ? "Starting…" : (why ?? "Produce")}
          </Button>
        </div>
      </div>
    </footer>
  );
}

async function restart(draft: Draft, startOver: (draft: Draft) => Promise<unknown>): Promise<void> {
  await draftSaves()?.flush();
  await startOver(draft).then(reopenDraft, () => undefined);
}

/** Returns why nothing can be produced now, in the words of the button. */
function useWhyNot(draft: Draft, upload: Upload | undefined): string | undefined {
  const needsIntroImage = usePending((state) => state.needsIntroImage);
  const saving = useDraft((state) => state.saveState.kind);
  if (isEnded(draft)) return draft.renderedProductionId ? "Already produced" : "The draft was put aside";
  if (needsIntroImage) return "Choose an intro image";
  if (upload && upload.state !== "ready") return "The video is being checked";
  if (saving === "conflict") return "Decide what to keep";
  if (saving === "refused") return "Mend what is marked";
  return undefined;
}

function useProducing(draft: Draft) {
  const navigate = useNavigate();
  const [isStarting, setStarting] = useState(false);
  const [error, setError] = useState<unknown>(null);
  // The same key until it has worked: pressing again never makes a second production.
  const key = useRef(randomId());
  const start = async () => {
    setStarting(true);
    setError(null);
    try {
      await draftSaves()?.saveAll();
      const id = await produce(draft.id, key.current);
      await navigate({ to: "/productions" as never, search: { id: String(id) } as never });
    } catch (failure) {
      // What is refused is mended, and then it is another request.
      const isRefused = failure instanceof ApiError && failure.status >= 400 && failure.status < 500;
      if (isRefused) {
        key.current = randomId();
        await lookWhetherEnded(draft.id);
      }
      setError(failure);
    }
    setStarting(false);
  };
  return { start, isStarting, error };
}
