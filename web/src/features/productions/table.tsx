// SPDX-License-Identifier: Apache-2.0
/** A table of productions; on narrow screens a list. */
import { Link } from "@tanstack/react-router";

import { useInfiniteQuery } from "@/api/use-query";
import { productionState } from "@/features/activity";
import { formatCount, formatDuration, formatMoment } from "@/lib/formats";
import { cx } from "@/ui/cx";
import { JobStatus } from "@/ui/job-status";
import { PagedList } from "@/ui/paged-list";
import { Poster } from "@/ui/poster";
import { SkeletonTable } from "@/ui/skeleton";

import { ProductionMenu } from "./menu";
import { type Production, type ProductionFilter, productionsQuery } from "./queries";

const HEAD = "px-3 py-2 text-left text-xs font-medium text-ink-3 first:pl-4";
const CELL = "px-3 py-2 align-middle text-sm first:pl-4";

export function ProductionTable({ filter }: { filter: ProductionFilter }) {
  const query = useInfiniteQuery(productionsQuery(filter));
  return (
    <PagedList
      query={query}
      failure="The productions could not be loaded"
      loading={<SkeletonTable rows={4} />}
      empty={<p className="py-12 text-center text-ink-2">No production is like this.</p>}
      more={{ words: "Show older productions" }}
    >
      {(productions) => <Table productions={productions} />}
    </PagedList>
  );
}

function Table({ productions }: { productions: Production[] }) {
  return (
    <div className="overflow-hidden rounded-panel border border-line bg-panel">
      <table className="w-full table-fixed max-[899px]:block">
        <caption className="sr-only">Productions</caption>
        <thead className="border-b border-line max-[899px]:sr-only">
          <tr>
            <th className={HEAD}>Name</th>
            <th className={`${HEAD} w-[18%] max-[1199px]:hidden`}>Source</th>
            <th className={`${HEAD} w-[20%]`}>Status</th>
            <th className={`${HEAD} w-[120px]`}>Started</th>
            <th className={`${HEAD} w-[80px] text-right`}>Duration</th>
            <th className={`${HEAD} w-[96px] text-right`}>Spaces</th>
            <th className={`${HEAD} w-14`}>
              <span className="sr-only">More</span>
            </th>
          </tr>
        </thead>
        <tbody className="max-[899px]:block">
          {productions.map((one) => (
            <Row key={one.id} production={one} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ production }: { production: Production }) {
  const cell = `${CELL} max-[899px]:p-0 max-[899px]:first:pl-0`;
  return (
    <tr className="border-b border-line last:border-0 hover:bg-hover max-[899px]:relative max-[899px]:flex max-[899px]:flex-col max-[899px]:gap-1 max-[899px]:p-4 max-[899px]:pr-14">
      <td className={cell}>
        <Link
          to={"/productions" as never}
          search={{ id: String(production.id) } as never}
          className="flex min-w-0 items-center gap-3 rounded-clip"
        >
          <Poster
            url={production.posterUrl ?? thumbOf(production)}
            className="h-10 w-[72px] shrink-0 rounded-clip"
          />
          <span
            className="min-w-0 truncate font-medium max-[899px]:line-clamp-2 max-[899px]:whitespace-normal"
            title={production.name}
          >
            {production.name}
          </span>
        </Link>
      </td>
      <td className={`${cell} text-ink-2 min-[900px]:max-[1199px]:hidden`}>
        <span className="block truncate">{sourceOf(production, production.name)}</span>
        {production.projectName && production.projectName !== production.name && (
          <span className="block truncate text-xs text-ink-3">{production.projectName}</span>
        )}
      </td>
      <td className={cell}>
        <JobStatus state={productionState(production)} className="max-w-full [&>span]:line-clamp-2" />
      </td>
      <td className={`${cell} text-ink-2`}>
        {formatMoment(production.startedAt ?? production.createdAt)}
      </td>
      <td className={`${cell} text-right text-ink-2 max-[899px]:hidden`}>
        {production.durationSeconds === null ? "–" : formatDuration(production.durationSeconds)}
      </td>
      <td
        className={cx(
          `${cell} text-right text-ink-2 max-[899px]:text-left`,
          production.publishedCount === 0 && "max-[899px]:hidden",
        )}
      >
        {production.publishedCount === 0 ? (
          <span aria-label="Published nowhere">–</span>
        ) : (
          formatCount(production.publishedCount, "space")
        )}
      </td>
      <td className={`${CELL} max-[899px]:absolute max-[899px]:top-2 max-[899px]:right-0`}>
        <ProductionMenu production={production} />
      </td>
    </tr>
  );
}

function thumbOf(production: Production): string | null {
  return production.sourceName === null ? null : `/api/uploads/${production.uploadId}/thumb`;
}

/** Returns what a production was made of, in a few words; a name that stands there already is left out. */
export function sourceOf(production: Production, nameShown?: string): string {
  const kind = production.sourceRole === "export" ? "Export" : "Upload";
  if (production.sourceName !== null && production.sourceName === nameShown) return kind;
  return production.sourceName === null ? `${kind}, deleted` : `${kind} “${production.sourceName}”`;
}
