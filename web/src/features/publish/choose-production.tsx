// SPDX-License-Identifier: Apache-2.0
/** Lists what can be published, for readers who came without a production in mind. */
import { Link } from "@tanstack/react-router";
import { Send } from "lucide-react";

import { useQuery } from "@/api/use-query";
import { spaceQuery } from "@/features/spaces";
import { formatCount, formatDay } from "@/lib/formats";
import { useSearchParams } from "@/lib/search-params";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { Poster } from "@/ui/poster";
import { SkeletonCards } from "@/ui/skeleton";

import { firstChoices } from "./first-choices";
import { readyProductionsQuery } from "./queries";

export function ChooseProduction() {
  const [{ space }] = useSearchParams();
  const query = useQuery(readyProductionsQuery);
  const productions = query.data?.items ?? [];
  const [spaceId = 0] = firstChoices(space).keys();
  const chosen = useQuery({ ...spaceQuery(spaceId), enabled: spaceId > 0 }).data;
  const note = chosen ? `Choose a production for ${chosen.name}` : "Choose a production";
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Publish" note={productions.length > 0 && note} />
      {query.error && (
        <ErrorState
          title="The productions could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {query.data && productions.length === 0 && <NothingReady />}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,260px),1fr))] gap-4">
        {query.isPending && <SkeletonCards count={4} />}
        {productions.map((one) => (
          <li key={one.id}>
            <Link
              to={"/publish" as never}
              search={{ production: String(one.id), space } as never}
              className="block overflow-hidden rounded-panel border border-line bg-panel hover:border-line-strong"
            >
              <Poster
                url={one.posterUrl}
                duration={one.durationSeconds}
                className="aspect-video w-full"
              />
              <span className="block p-3">
                <span className="block truncate font-medium">{one.name}</span>
                <span className="block truncate text-xs text-ink-3">
                  {one.publishedCount === 0
                    ? "Not published"
                    : `In ${formatCount(one.publishedCount, "space")}`}{" "}
                  · {formatDay(one.createdAt)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function NothingReady() {
  return (
    <EmptyState
      icon={Send}
      title="Nothing is ready to be published"
      action={
        <Link to={"/exports" as never} className={buttonClass("primary")}>
          Go to Exports
        </Link>
      }
    >
      Prepare an export for publishing first; then choose here into which spaces it goes.
    </EmptyState>
  );
}
