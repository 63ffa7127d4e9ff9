// SPDX-License-Identifier: Apache-2.0
/** The uploads of a kind as grid or list, in every state that the list can be in. */
import { type KeyboardEvent, useEffect, useRef } from "react";

import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";

import { UploadCard, UploadLine } from "./card";
import type { Upload } from "./facts";
import type { useUploads } from "./queries";
import type { View } from "./toolbar";
import type { Opened } from "./upload-menu";

const GRID =
  "grid grid-cols-2 gap-4 max-[899px]:gap-3 max-[350px]:grid-cols-1 min-[900px]:grid-cols-[repeat(auto-fill,minmax(250px,1fr))]";

interface UploadListProps {
  uploads: ReturnType<typeof useUploads>;
  shown: Upload[];
  view: View;
  /** What is said when the search finds nothing. */
  nothingWords: string;
  onOpen: (what: Opened, upload: Upload) => void;
}

export function UploadList({ uploads, shown, view, nothingWords, onOpen }: UploadListProps) {
  if (uploads.isPending) return <Loading />;
  if (uploads.error && !uploads.data) {
    return (
      <ErrorState
        title="The uploads could not be loaded"
        error={uploads.error}
        onRetry={() => uploads.refetch()}
      />
    );
  }
  const Item = view === "grid" ? UploadCard : UploadLine;
  return (
    <>
      {shown.length === 0 && (
        <p role="status" className="p-8 text-center text-ink-2">
          {nothingWords}
        </p>
      )}
      <ul
        hidden={shown.length === 0}
        className={view === "grid" ? GRID : "rounded-panel border border-line bg-panel"}
        onKeyDown={(event) => onKey(event, shown, onOpen)}
      >
        {shown.map((upload) => (
          <Item key={upload.id} upload={upload} onOpen={onOpen} />
        ))}
      </ul>
      {uploads.hasNextPage && <NextPage uploads={uploads} />}
    </>
  );
}

/** How far below the window the end of the list may be when more of it is loaded. */
const AHEAD = "800px";

/** Loads more when one scrolls near it; the button says so and can be pressed, too. */
function NextPage({ uploads }: Pick<UploadListProps, "uploads">) {
  const element = useRef<HTMLDivElement>(null);
  const { isFetching, isFetchNextPageError, fetchNextPage } = uploads;
  const isIdle = !isFetching && !isFetchNextPageError;
  useEffect(() => {
    if (!element.current || !isIdle) return undefined;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && void fetchNextPage(),
      { rootMargin: AHEAD },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [isIdle, fetchNextPage]);
  return (
    <div ref={element} className="mt-4 flex flex-col items-center gap-2">
      {isFetchNextPageError && <InlineError error={uploads.error} />}
      <Button isBusy={uploads.isFetchingNextPage} onClick={() => void fetchNextPage()}>
        {isFetchNextPageError ? "Try again" : "Load more"}
      </Button>
    </div>
  );
}

function Loading() {
  return (
    <div className={GRID} aria-label="Loading" role="status">
      {Array.from({ length: 8 }, (_, index) => (
        <div
          key={index}
          className="overflow-hidden rounded-panel border border-line bg-panel max-[899px]:h-[200px]"
        >
          <Skeleton className="aspect-video rounded-none" />
          <div className="flex h-[105px] flex-col gap-2 p-3">
            <Skeleton className="h-5 w-3/5" />
            <Skeleton className="h-4 w-2/5" />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Moves between names by arrow keys; F2 renames, Delete deletes. */
function onKey(
  event: KeyboardEvent<HTMLUListElement>,
  shown: Upload[],
  onOpen: UploadListProps["onOpen"],
): void {
  const names = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-upload]")];
  const at = names.indexOf(event.target as HTMLElement);
  const upload = shown[at];
  if (!upload) return;
  if (event.key === "F2") onOpen("rename", upload);
  if (event.key === "Delete") onOpen("delete", upload);
  const top = names[0]?.getBoundingClientRect().top;
  const columns = names.filter((one) => one.getBoundingClientRect().top === top).length;
  const steps: Record<string, number> = {
    ArrowLeft: -1,
    ArrowRight: 1,
    ArrowUp: -columns,
    ArrowDown: columns,
  };
  const step = steps[event.key];
  if (step === undefined) return;
  event.preventDefault();
  names[at + step]?.focus();
}
