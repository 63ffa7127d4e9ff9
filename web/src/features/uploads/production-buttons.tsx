// SPDX-License-Identifier: Apache-2.0
/** Begins a production of a video, or goes on with the one that was begun. */
import { Link, useNavigate } from "@tanstack/react-router";
import { PencilLine, Plus } from "lucide-react";

import { useActiveDrafts, useAreDraftsPending, useStartOver } from "@/features/drafts";
import { formatAgo } from "@/lib/formats";
import { Button, buttonClass } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Skeleton } from "@/ui/skeleton";

import type { Upload } from "./facts";

function isSource({ kind, state, sourceDeletedAt }: Upload): boolean {
  return kind === "video" && state === "ready" && !sourceDeletedAt;
}

interface ProductionButtonsProps {
  upload: Upload;
  className: string;
}

export function ProductionButtons({ upload, className }: ProductionButtonsProps) {
  const draft = useActiveDrafts().get(upload.id);
  const navigate = useNavigate();
  const startOver = useStartOver();
  const isPending = useAreDraftsPending();
  if (!isSource(upload)) return null;
  if (isPending) return <Skeleton className={cx("h-8 w-40 max-[899px]:h-11", className)} />;
  const search = { upload: String(upload.id) } as never;
  if (!draft) {
    return (
      <Link
        to={"/produce" as never}
        search={search}
        preload={false}
        className={buttonClass("outline", className)}
      >
        <Plus size={16} aria-hidden className="max-[899px]:hidden" />
        New Production
        <span className="sr-only"> of {upload.name}</span>
      </Link>
    );
  }
  const restart = () =>
    startOver.mutate(draft, {
      onSuccess: () => void navigate({ to: "/produce" as never, search }),
    });
  return (
    <div className={cx("flex flex-wrap gap-x-1 gap-y-2", className)}>
      <Link
        to={"/produce" as never}
        search={search}
        preload={false}
        title={`Edited ${formatAgo(draft.updatedAt)}`}
        className={buttonClass("primary", "max-[899px]:flex-1")}
      >
        Resume Production
        <span className="sr-only">
          {" "}
          of {upload.name}, edited {formatAgo(draft.updatedAt)}
        </span>
      </Link>
      <Button
        look="quiet"
        className="!px-2 max-[899px]:flex-1"
        isBusy={startOver.isPending}
        title="Puts the draft aside and begins a new one"
        onClick={restart}
      >
        Start Over
        <span className="sr-only"> with {upload.name}</span>
      </Button>
    </div>
  );
}

/** Says on the picture that a production was begun, and when it was edited. */
export function DraftBadge({ upload }: { upload: Upload }) {
  const draft = useActiveDrafts().get(upload.id);
  if (!draft || !isSource(upload)) return null;
  return (
    <span
      aria-hidden
      className="pointer-events-none absolute top-2 left-2 flex max-w-[calc(100%-16px)] items-center gap-1.5 rounded-clip bg-black/80 px-2 py-0.5 text-xs font-medium text-white"
    >
      <PencilLine size={12} />
      <span className="truncate">
        Draft · <span className="max-[899px]:hidden">edited </span>
        {formatAgo(draft.updatedAt)}
      </span>
    </span>
  );
}
