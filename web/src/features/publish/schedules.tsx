// SPDX-License-Identifier: Apache-2.0
/** What is going to happen with a production, and what could not be done. */
import { CalendarClock, TriangleAlert, X } from "lucide-react";

import { useQuery } from "@/api/use-query";
import { formatMoment } from "@/lib/formats";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { InlineError } from "@/ui/inline-error";

import type { Space } from "./queries";
import { type Schedule, schedulesQuery, useCancelSchedule } from "./schedule-queries";

const VERBS: Record<Schedule["action"], string> = {
  publish: "Publish",
  unpublish: "Unpublish",
  change_visibility: "Change who may watch",
};

interface SchedulesProps {
  productionId: number;
  spaces: Space[];
}

export function Schedules({ productionId, spaces }: SchedulesProps) {
  const query = useQuery(schedulesQuery(productionId));
  const cancel = useCancelSchedule(productionId);
  const shown = (query.data ?? [])
    .filter((one) => one.state === "pending" || one.state === "failed")
    .sort((one, other) => one.at.localeCompare(other.at));
  if (query.error && !query.data) return <InlineError error={query.error} />;
  if (shown.length === 0) return null;
  return (
    <section aria-labelledby="scheduled" className="rounded-panel border border-line bg-panel p-4">
      <h2 id="scheduled" className="mb-2 text-lg font-semibold">
        Scheduled
      </h2>
      {cancel.error && <InlineError error={cancel.error} />}
      <ul className="flex flex-col gap-1">
        {shown.map((one) => {
          const place = spaces.find((space) => space.id === one.spaceId)?.name;
          const name = place ?? `Space ${one.spaceId}`;
          const hasFailed = one.state === "failed";
          const Icon = hasFailed ? TriangleAlert : CalendarClock;
          return (
            <li key={one.id} className="flex min-h-9 items-center gap-3 text-sm">
              <Icon
                size={16}
                aria-hidden
                className={cx("shrink-0", hasFailed ? "text-bad" : "text-accent")}
              />
              <span className="min-w-0 flex-1">
                <span className="block truncate font-medium">{name}</span>
                <span className={cx("block text-xs", hasFailed ? "text-bad" : "text-ink-3")}>
                  {VERBS[one.action]} {formatMoment(one.at)}
                  {hasFailed && ` failed: ${one.failure}`}
                </span>
              </span>
              {!hasFailed && (
                <IconButton
                  label={`Cancel: ${VERBS[one.action].toLowerCase()} in ${name}`}
                  icon={X}
                  onClick={() => cancel.mutate(one.id)}
                />
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
