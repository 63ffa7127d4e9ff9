// SPDX-License-Identifier: Apache-2.0
/** Everything that takes time, in one form: uploads, exports and productions. */
import type { Schema } from "@/api/client";
import type { JobState } from "@/ui/job-status";

export type ListedRender = Schema<"render.ListedRenderResource">;
export type ListedProduction = Schema<"hls.ProductionView">;

export interface Activity {
  /** Differs between attempts at the same thing, so that a new failure is shown again. */
  id: string;
  kind: "upload" | "export" | "production";
  title: string;
  state: JobState;
  /** When it began, in milliseconds. */
  at: number;
  /** Where more is said of it. */
  link?: { to: string; search: Record<string, string> };
}

const SHOWN_MILLISECONDS = 24 * 3600 * 1000;

/** Returns the state of an export in the words of all jobs. */
export function renderState(render: ListedRender): JobState {
  switch (render.state) {
    case "queued":
      return { kind: "queued" };
    case "running":
      return {
        kind: "running",
        word: "Exporting",
        percent: render.progressPct,
        ...(render.etaSeconds !== null && { secondsLeft: render.etaSeconds }),
      };
    case "completed":
      return { kind: "ready" };
    case "failed":
      return { kind: "failed", reason: render.error?.message ?? "" };
    case "cancelled":
      return { kind: "cancelled" };
  }
}

/** Returns the state of a production in the words of all jobs. */
export function productionState(production: ListedProduction): JobState {
  if (production.state === "ready") return { kind: "ready" };
  if (production.state === "failed") {
    return { kind: "failed", reason: production.errorMessage ?? "" };
  }
  if (production.status === "queued") return { kind: "queued" };
  return { kind: "running", word: "Preparing", percent: production.progressPct };
}

export function renderActivity(render: ListedRender): Activity {
  return {
    id: `export ${render.id} ${render.attempt}`,
    kind: "export",
    title: render.name || "Export",
    state: renderState(render),
    at: Date.parse(render.createdAt),
    link:
      render.projectId === null
        ? undefined
        : { to: "/create-video", search: { project: String(render.projectId) } },
  };
}

export function productionActivity(production: ListedProduction): Activity {
  return {
    id: `production ${production.id} ${production.revision}`,
    kind: "production",
    title: production.name || production.sourceName || `Production ${production.id}`,
    state: productionState(production),
    at: Date.parse(production.createdAt),
    link: { to: "/productions", search: { id: String(production.id) } },
  };
}

/** Whether it failed, or is an export that was cancelled: it is shown until it is dismissed. */
function canBeRetried({ kind, state }: Activity): boolean {
  return state.kind === "failed" || (kind === "export" && state.kind === "cancelled");
}

/** Whether something still goes on. */
export function isRunning({ state }: Activity): boolean {
  return state.kind === "queued" || state.kind === "running" || state.kind === "stalled";
}

/**
 * Returns what runs, then what failed lately or was an export that was cancelled, and was not
 * dismissed; the newest of each first.
 */
export function shownActivities(
  all: Activity[],
  dismissed: ReadonlySet<string>,
  now: number,
): Activity[] {
  const newestFirst = [...all].sort((a, b) => b.at - a.at);
  const ended = newestFirst.filter(
    (one) =>
      canBeRetried(one) && now - one.at < SHOWN_MILLISECONDS && !dismissed.has(one.id),
  );
  return [...newestFirst.filter(isRunning), ...ended];
}
