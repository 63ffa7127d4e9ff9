// SPDX-License-Identifier: Apache-2.0
/** How much of everything the user has, and how much it may be. */
import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { formatBytes } from "@/lib/formats";
import { ErrorState } from "@/ui/error-state";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";

type Quota = Schema<"drafts.QuotaResource">;

/** What each quota counts, in words; one that is not named here is not shown. */
const LABELS: Record<string, string> = {
  storedBytes: "Stored files",
  unfinishedUploads: "Uploads in progress",
  projects: "Projects",
  productionDrafts: "Production drafts",
  presets: "Presets",
  runningExports: "Exports in progress",
};

export function Usage() {
  const usage = useQuery({
    queryKey: queryKeys.usage,
    queryFn: () => answerOf(api.GET("/api/me/usage")),
  });
  const quotas = usage.data?.quotas.filter((quota) => quota.name in LABELS) ?? [];
  return (
    <section className="mb-6 rounded-panel border border-line bg-panel p-6">
      <h2 className="mb-3 text-lg font-semibold">Usage</h2>
      {usage.isPending && <Skeleton className="h-[248px]" />}
      {usage.error && (
        <ErrorState
          title="The usage could not be loaded"
          error={usage.error}
          onRetry={() => usage.refetch()}
        />
      )}
      <ul className="grid gap-4">
        {quotas.map((quota) => (
          <QuotaRow key={quota.name} quota={quota} />
        ))}
      </ul>
    </section>
  );
}

function formatNumber(count: number): string {
  return count.toLocaleString("en-GB");
}

function QuotaRow({ quota }: { quota: Quota }) {
  const label = LABELS[quota.name] ?? quota.name;
  const write = quota.name === "storedBytes" ? formatBytes : formatNumber;
  const isFull = quota.used >= quota.limit;
  return (
    <li>
      <div className="mb-1 flex flex-wrap justify-between gap-x-3">
        <span>{label}</span>
        <span className={isFull ? "text-bad" : "text-ink-3"}>
          {write(quota.used)} of {write(quota.limit)}
        </span>
      </div>
      <Progress label={label} percent={(100 * quota.used) / quota.limit} />
    </li>
  );
}
