// SPDX-License-Identifier: Apache-2.0
/** What users reported in a space, for its moderators. */
import { ExternalLink, Flag } from "lucide-react";
import { useState } from "react";

import { useInfiniteQuery } from "@/api/use-query";
import { formatAgo } from "@/lib/formats";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { PagedList } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";

import type { Space } from "./queries";
import { CONTROL, ReportAnswer } from "./report-answer";
import { type Report, type ReportStatus, reportsQuery } from "./report-queries";
import { REASONS, STATUSES, whereInVideo } from "./report-words";

export function ReportsTab({ space }: { space: Space }) {
  const [status, setStatus] = useState<ReportStatus | undefined>("open");
  const query = useInfiniteQuery(reportsQuery(space.id, status));
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-3">
      <label className="flex items-center gap-2 self-end text-sm text-ink-2">
        Show
        <select
          value={status ?? ""}
          onChange={(event) => {
            setStatus((event.target.value || undefined) as ReportStatus | undefined);
          }}
          className={CONTROL}
        >
          {Object.entries(STATUSES).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
          <option value="">All</option>
        </select>
      </label>
      <PagedList
        query={query}
        failure="The reports could not be loaded"
        loading={<Skeleton className="h-40" />}
        empty={
          <EmptyState icon={Flag} title="No reports of this kind">
            What viewers report about videos and comments of this space appears here.
          </EmptyState>
        }
      >
        {(reports) => (
          <ul className="flex flex-col gap-3" aria-label="Reports">
            {reports.map((report) => (
              <ReportRow key={report.id} report={report} />
            ))}
          </ul>
        )}
      </PagedList>
    </div>
  );
}

function ReportRow({ report }: { report: Report }) {
  const title = report.title || "Untitled";
  const at = report.fromSeconds === null ? "" : `?t=${Math.floor(report.fromSeconds)}`;
  return (
    <li className="flex flex-wrap items-start gap-4 rounded-panel border border-line bg-panel p-4">
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-medium break-words">
          {REASONS[report.reason]}: <bdi>{title}</bdi>
        </h2>
        <p className="text-xs text-ink-3">
          {[
            report.reporterName || "Somebody",
            formatAgo(report.createdAt),
            whereInVideo(report),
            STATUSES[report.status],
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {report.commentText && (
          <blockquote className="mt-2 border-l-2 border-line pl-3 text-sm break-words whitespace-pre-line text-ink-2">
            {report.commentText}
          </blockquote>
        )}
        {report.note && (
          <p className="mt-2 text-sm break-words whitespace-pre-line text-ink-2">{report.note}</p>
        )}
      </div>
      <a
        href={`/watch/${report.publicationId}${at}`}
        target="_blank"
        rel="noreferrer"
        className={buttonClass("quiet")}
        aria-label={`Watch ${title} in a new tab`}
      >
        <ExternalLink size={16} aria-hidden />
        Watch
      </a>
      {report.resolution === null && <ReportAnswer report={report} />}
    </li>
  );
}
