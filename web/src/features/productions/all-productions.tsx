// SPDX-License-Identifier: Apache-2.0
/** The table of all productions of the user. */
import { Link } from "@tanstack/react-router";
import { Clapperboard } from "lucide-react";

import { useQuery } from "@/api/use-query";
import { useSearchParams } from "@/lib/search-params";
import { buttonClass } from "@/ui/button";
import { Choices } from "@/ui/choices";
import { EmptyState } from "@/ui/empty-state";
import { PageHeader } from "@/ui/page-header";

import { type ProductionState, productionCountsQuery } from "./queries";
import { ProductionTable } from "./table";

type Chosen = ProductionState | "all";

export function AllProductions() {
  const [{ state }, setSearch] = useSearchParams();
  const counts = useQuery(productionCountsQuery()).data;
  const chosen: Chosen =
    state === "ready" || state === "in_progress" || state === "failed" ? state : "all";
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Productions" />
      {counts?.total === 0 ? (
        <NoProductions />
      ) : (
        <>
          <div className="mb-4">
            <Choices
              label="State"
              value={chosen}
              onChange={(value) => setSearch({ state: value === "all" ? undefined : value })}
              choices={[
                { value: "all", name: "All", count: counts?.total },
                { value: "in_progress", name: "In progress", count: counts?.inProgress },
                { value: "ready", name: "Ready", count: counts?.ready },
                { value: "failed", name: "Failed", count: counts?.failed },
              ]}
            />
          </div>
          <ProductionTable filter={chosen === "all" ? {} : { state: chosen }} />
        </>
      )}
    </div>
  );
}

function NoProductions() {
  return (
    <EmptyState
      icon={Clapperboard}
      title="No productions yet"
      action={
        <Link to={"/exports" as never} className={buttonClass("primary")}>
          Go to Exports
        </Link>
      }
    >
      A production is a video packaged for streaming. Prepare an export for publishing, and it
      appears here.
    </EmptyState>
  );
}
