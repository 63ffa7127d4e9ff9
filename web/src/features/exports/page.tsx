// SPDX-License-Identifier: Apache-2.0
/** The exports: rendered videos, how far each is on its way to being published, and what is next. */
import { Link } from "@tanstack/react-router";
import { Film } from "lucide-react";
import { useEffect, useState } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { useBreadcrumb } from "@/app/breadcrumb";
import { type Activity, ActivityItem, useActivities } from "@/features/activity";
import { formatBytes, formatCount } from "@/lib/formats";
import { useSearchParams } from "@/lib/search-params";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { ShowMore, itemsOf } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";

import { ExportCard } from "./export-card";
import { ExportDialog } from "./export-dialog";
import { type ExportFilter, matching } from "./filter";
import { type Export, exportsQuery } from "./queries";
import { Toolbar } from "./toolbar";

export default function ExportsPage() {
  const query = useInfiniteQuery(exportsQuery);
  const [{ export: openId }, setSearch] = useSearchParams();
  const exports = itemsOf(query);
  const unfinished = useActivities().filter((one) => one.kind === "export");
  const opened = exports.find((one) => String(one.id) === openId);
  const isSought = openId !== undefined && !opened;
  const { hasNextPage, isFetching, isError, fetchNextPage } = query;
  useEffect(() => {
    if (isSought && hasNextPage && !isFetching && !isError) void fetchNextPage();
  }, [isSought, hasNextPage, isFetching, isError, fetchNextPage]);
  useBreadcrumb(opened?.name ?? "");
  const bytes = exports.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);
  const note = exports.length > 0 && `${formatCount(exports.length, "export")} · ${formatBytes(bytes)}`;
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Exports" note={note} />
      {query.isPending && <Placeholders />}
      {query.error && exports.length === 0 && (
        <ErrorState
          title="The exports could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {isSought && query.isFetchedAfterMount && query.data && !hasNextPage && (
        <p role="status" className="mb-4 text-ink-2">
          There is no such export; it may have been deleted.
        </p>
      )}
      {query.data && <Unfinished activities={unfinished} />}
      {query.data && exports.length === 0 && unfinished.length === 0 && <NoExports />}
      {exports.length > 0 && (
        <ExportList exports={exports} onOpen={(id) => setSearch({ export: String(id) })} />
      )}
      <ShowMore query={query} words="Show older exports" />
      {opened && (
        <ExportDialog
          key={opened.id}
          export={opened}
          onClose={() => setSearch({ export: undefined })}
        />
      )}
    </div>
  );
}

const GRID = "grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-4";

function ExportList({ exports, onOpen }: { exports: Export[]; onOpen: (id: number) => void }) {
  const [filter, setFilter] = useState<ExportFilter>({ state: "all", text: "", order: "newest" });
  const shown = matching(exports, filter);
  return (
    <>
      <Toolbar exports={exports} filter={filter} onChange={setFilter} />
      {shown.length === 0 ? (
        <p className="py-12 text-center text-ink-2">No export is like this.</p>
      ) : (
        <ul className={GRID}>
          {shown.map((one) => (
            <ExportCard key={one.id} export={one} onOpen={() => onOpen(one.id)} />
          ))}
        </ul>
      )}
    </>
  );
}

/** The exports that are rendered just now, and those that failed lately. */
function Unfinished({ activities }: { activities: Activity[] }) {
  if (activities.length === 0) return null;
  return (
    <section
      aria-label="Being exported"
      className="mb-4 max-w-3xl overflow-hidden rounded-panel border border-line bg-panel"
    >
      <ul>
        {activities.map((one) => (
          <ActivityItem key={one.id} activity={one} />
        ))}
      </ul>
    </section>
  );
}

function NoExports() {
  return (
    <EmptyState
      icon={Film}
      title="No exports yet"
      action={
        <Link to={"/create-video" as never} className={buttonClass("primary")}>
          Export a timeline
        </Link>
      }
    >
      A timeline that you export in Create Video becomes an MP4 here, ready to download or to publish.
    </EmptyState>
  );
}

function Placeholders() {
  return (
    <div aria-hidden>
      <Skeleton className="mb-4 h-8 max-w-120" />
      <div className={GRID}>
        {Array.from({ length: 8 }, (_, index) => (
          <div key={index} className="overflow-hidden rounded-panel border border-line bg-panel">
            <Skeleton className="aspect-video rounded-none" />
            <div className="flex flex-col gap-2 p-3">
              <Skeleton className="h-5 w-3/5" />
              <Skeleton className="h-4 w-2/5" />
              <Skeleton className="h-8 w-1/2" />
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}
