// SPDX-License-Identifier: Apache-2.0
/** One production: how far it is, its player, its renditions, its settings, and why it failed. */
import { Link, useNavigate } from "@tanstack/react-router";
import { Send } from "lucide-react";
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { useBreadcrumb } from "@/app/breadcrumb";
import { productionState } from "@/features/activity";
import { OpenAsTimeline } from "@/features/drafts";
import { OpenTimeline } from "@/features/exports";
import { PublicationsCard } from "@/features/publications";
import { ReviewLinks } from "@/features/reviews";
import { formatMoment } from "@/lib/formats";
import { Player } from "@/media/player";
import { Button, buttonClass } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { JobStatus } from "@/ui/job-status";
import { Poster } from "@/ui/poster";
import { Skeleton } from "@/ui/skeleton";
import { Warnings } from "@/ui/warnings";

import { CaptionsCard } from "./captions";
import { ChaptersCard } from "./chapters";
import { Failure } from "./failure";
import { ProductionMenu } from "./menu";
import { PosterChoice } from "./poster-choice";
import { type ProductionDetail, productionQuery } from "./queries";
import { Renditions } from "./renditions";
import { ReplacementCard } from "./replacement";
import { Settings } from "./settings";
import { Stepper } from "./stepper";
import { chaptersQuery } from "./stream-queries";
import { sourceOf } from "./table";

export function ProductionDetails({ productionId }: { productionId: number }) {
  const query = useQuery(productionQuery(productionId));
  const production = query.data;
  useBreadcrumb(production?.name ?? "");
  if (query.error && !production) {
    return (
      <div className="p-6">
        <ErrorState
          heading="Production"
          title="This production could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
          wayOut={{ to: "/productions", label: "Go to Productions" }}
        />
      </div>
    );
  }
  return (
    <div className="p-4 min-[900px]:px-6">
      {production ? <Head production={production} /> : <HeadPlaceholder />}
      <div className="grid items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_368px] min-[1100px]:grid-rows-[auto_1fr]">
        {production ? (
          <Body production={production} onReload={() => void query.refetch()} />
        ) : (
          <>
            <div className="flex flex-col gap-4">
              <Skeleton className="h-[66px] rounded-panel" />
              <Skeleton className="h-60 rounded-panel" />
            </div>
            <Skeleton className="aspect-video rounded-panel" />
          </>
        )}
      </div>
    </div>
  );
}

function HeadPlaceholder() {
  return (
    <>
      <h1 className="sr-only">Production</h1>
      <div className="mb-4 flex h-12 flex-col justify-between">
        <Skeleton className="h-6 w-72 max-w-full" />
        <Skeleton className="h-4 w-96 max-w-full" />
      </div>
    </>
  );
}

function Head({ production }: { production: ProductionDetail }) {
  const navigate = useNavigate();
  const isReady = production.state === "ready";
  const started = production.startedAt ?? production.createdAt;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-80">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="min-w-0 text-xl font-semibold break-words">{production.name}</h1>
          <JobStatus
            state={
              production.state === "failed"
                ? { kind: "failed", reason: "" }
                : productionState(production)
            }
          />
        </div>
        <p className="mt-1 text-xs text-ink-3">
          Production {production.id} · from {sourceOf(production).replace(/^\w/, lower)} · started{" "}
          {formatMoment(started)}
        </p>
      </div>
      {!isReady && <span className="text-xs text-ink-3">Publish opens when HLS is ready</span>}
      {production.sourceRole === "export" && <OpenTimeline projectId={production.projectId} />}
      {production.draftId !== null && <OpenAsTimeline draftId={production.draftId} />}
      {isReady ? (
        <Link
          to={"/publish" as never}
          search={{ production: String(production.id) } as never}
          className={buttonClass("primary")}
        >
          <Send size={16} aria-hidden />
          Publish
        </Link>
      ) : (
        <Button look="primary" icon={Send} whyDisabled="Publish opens when HLS is ready">
          Publish
        </Button>
      )}
      <ProductionMenu
        production={production}
        onDeleted={() => void navigate({ to: "/productions" as never, replace: true })}
      />
    </div>
  );
}

function lower(letter: string): string {
  return letter.toLowerCase();
}

interface BodyProps {
  production: ProductionDetail;
  onReload: () => void;
}

function Body({ production, onReload }: BodyProps) {
  const [time, setTime] = useState(0);
  const chapters = useQuery(chaptersQuery(production.id));
  return (
    <>
      <div className="flex min-w-0 flex-col gap-4">
        {production.state === "failed" && <Failure production={production} />}
        <Warnings warnings={production.warnings} />
        <Stepper production={production} />
        <Renditions production={production} />
      </div>
      <div className="flex min-w-0 flex-col gap-4 min-[1100px]:col-start-2 min-[1100px]:row-span-2 min-[1100px]:row-start-1">
        <section
          aria-label="Player"
          className="overflow-hidden rounded-panel border border-line bg-panel"
        >
          {production.playback ? (
            <>
              <Player
                title={production.name}
                streamUrl={production.playback.masterUrl}
                posterUrl={production.playback.posterUrl}
                version={production.renditions.filter((one) => one.status === "ready").length}
                onRetry={onReload}
                onTime={setTime}
                chapters={chapters.data}
                className={shapeOf(production.playback)}
              />
              {!production.playback.isWhole && (
                <p className="px-4 py-3 text-xs text-ink-3">
                  Plays already; smaller sizes are added while they are made.
                </p>
              )}
            </>
          ) : (
            <>
              <Poster
                url={production.sourceName && `/api/uploads/${production.uploadId}/thumb`}
                className="aspect-video w-full"
              />
              <p className="px-4 py-3 text-xs text-ink-3">The player opens with the first rendition.</p>
            </>
          )}
        </section>
        {production.state === "ready" && <PosterChoice production={production} time={time} />}
        <Settings production={production} />
      </div>
      {production.state === "ready" && (
        <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] items-start gap-4 min-[700px]:grid-cols-2">
          <CaptionsCard production={production} />
          <ReplacementCard production={production} />
          <ChaptersCard production={production} time={time} />
          <PublicationsCard productionId={production.id} uploadId={production.uploadId} />
          <div className="min-w-0 min-[700px]:col-span-2">
            <ReviewLinks productionId={production.id} />
          </div>
        </div>
      )}
    </>
  );
}

/** Upright videos get an upright player, whose height stays on one screen. */
function shapeOf({ width, height }: { width: number; height: number }): string {
  return height > width ? "h-[520px] w-full" : "aspect-video w-full";
}
