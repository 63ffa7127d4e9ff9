// SPDX-License-Identifier: Apache-2.0
/** The button of the top bar that says how much runs, and the panel that lists it. */
import { Link } from "@tanstack/react-router";
import { Activity as ActivityIcon } from "lucide-react";

import { pageAt } from "@/app/pages";
import { cx } from "@/ui/cx";
import { Floating } from "@/ui/floating";
import { JobStatus } from "@/ui/job-status";
import { Progress } from "@/ui/progress";

import { ActivityActions } from "./actions";
import { type Activity, isRunning } from "./activities";
import { useActivities, useEndings } from "./use-activities";

const KINDS = { upload: "Upload", export: "Export", production: "Production" };

export function ActivityButton() {
  const activities = useActivities();
  useEndings();
  const running = activities.filter(isRunning).length;
  const failed = activities.filter(({ state }) => state.kind === "failed").length;
  return (
    <Floating
      role="dialog"
      className="rounded-panel"
      trigger={
        <button
          type="button"
          aria-label={labelOf(running, failed)}
          className="relative flex h-8 items-center gap-2 rounded-control px-3 text-sm font-medium text-ink hover:bg-hover max-[899px]:h-11"
        >
          <ActivityIcon size={16} aria-hidden />
          <span className="max-[599px]:sr-only">Activity</span>{" "}
          {running > 0 && (
            <span className="min-w-5 rounded-full bg-accent-strong px-1.5 text-center text-xs leading-5 text-white">
              {running}
            </span>
          )}
          {failed > 0 && (
            <span aria-hidden className="absolute top-1 right-1 size-2 rounded-full bg-bad" />
          )}
        </button>
      }
    >
      {(close) => <ActivityList activities={activities} onLeave={close} />}
    </Floating>
  );
}

interface ListProps {
  activities: Activity[];
  onLeave: () => void;
}

function ActivityList({ activities, onLeave }: ListProps) {
  return (
    <div className="flex max-h-[min(560px,80dvh)] w-[360px] max-w-[calc(100vw-16px)] flex-col">
      <h2 className="border-b border-line px-4 py-2.5 text-sm font-semibold">Activity</h2>
      {activities.length === 0 ? (
        <p className="p-6 text-center text-sm text-ink-2">
          Nothing is running. Uploads, exports and productions are shown here.
        </p>
      ) : (
        <ul className="min-h-0 overflow-auto">
          {activities.map((one) => (
            <ActivityItem key={one.id} activity={one} onLeave={onLeave} />
          ))}
        </ul>
      )}
    </div>
  );
}

/** The words on the button come first, so that it is found by what is seen. */
function labelOf(running: number, failed: number): string {
  const counts = [running > 0 && `${running} running`, failed > 0 && `${failed} failed`];
  return ["Activity", ...counts.filter(Boolean)].join(" ");
}

interface ItemProps {
  activity: Activity;
  onLeave?: () => void;
}

/** One activity as a row of a list: what it is, how far it is, and what can be done with it. */
export function ActivityItem({ activity, onLeave }: ItemProps) {
  const { kind, title, state } = activity;
  const percent = state.kind === "running" ? state.percent : undefined;
  return (
    <li className="flex flex-col gap-1.5 border-t border-line px-4 py-2.5 first:border-t-0">
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <Title activity={activity} onLeave={onLeave} />
          <p className="text-xs text-ink-2">{KINDS[kind]}</p>
        </div>
        <ActivityActions activity={activity} />
      </div>
      {percent !== undefined && <Progress label={`Done of ${title}`} percent={percent} />}
      <JobStatus state={state} className="text-xs" />
    </li>
  );
}

/** The title leads to where more is said of it, when there is such a page. */
function Title({ activity: { title, link }, onLeave }: ItemProps) {
  const look = "block truncate text-sm font-medium";
  if (!link || !pageAt(link.to)) return <p className={look}>{title}</p>;
  return (
    <Link
      to={link.to as never}
      search={link.search as never}
      onClick={onLeave}
      className={cx(look, "hover:underline")}
    >
      {title}
    </Link>
  );
}
