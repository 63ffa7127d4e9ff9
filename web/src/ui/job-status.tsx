// SPDX-License-Identifier: Apache-2.0
/** The one way in which everything that takes time is shown: icon, word, detail. */
import {
  Ban,
  CircleAlert,
  CircleCheck,
  Clock,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";

import { formatTimeLeft } from "@/lib/formats";

import { cx } from "./cx";

export type JobState =
  | { kind: "queued"; ahead?: number; word?: string }
  | { kind: "running"; percent?: number; secondsLeft?: number; word?: string }
  | { kind: "ready"; word?: string }
  | { kind: "failed"; reason: string }
  | { kind: "cancelled" }
  | { kind: "stalled"; seconds: number };

const LOOKS: Record<JobState["kind"], { icon: LucideIcon; tone: string }> = {
  queued: { icon: Clock, tone: "text-ink-2" },
  running: { icon: LoaderCircle, tone: "text-accent" },
  ready: { icon: CircleCheck, tone: "text-ok" },
  failed: { icon: CircleAlert, tone: "text-bad" },
  cancelled: { icon: Ban, tone: "text-ink-2" },
  stalled: { icon: TriangleAlert, tone: "text-warn" },
};

/** Returns the words of a state: `Running 42 % · about 3 min left`. */
export function jobWords(state: JobState): string {
  switch (state.kind) {
    case "queued":
      if (state.word) return state.word;
      return state.ahead ? `Queued (${state.ahead} ahead)` : "Queued";
    case "running":
      return runningWords(state);
    case "ready":
      return state.word ?? "Ready";
    case "failed":
      return state.reason ? `Failed: ${state.reason}` : "Failed";
    case "cancelled":
      return "Cancelled";
    case "stalled":
      return `Stalled (no news for ${Math.round(state.seconds)} s)`;
  }
}

function runningWords(state: Extract<JobState, { kind: "running" }>): string {
  const percent = state.percent === undefined ? "" : ` ${Math.floor(state.percent)} %`;
  const left = state.secondsLeft === undefined ? "" : ` · ${formatTimeLeft(state.secondsLeft)}`;
  return `${state.word ?? "Running"}${percent}${left}`;
}

export function JobStatus({ state, className }: { state: JobState; className?: string }) {
  const { icon: Icon, tone } = LOOKS[state.kind];
  return (
    <span className={cx("inline-flex min-w-0 items-start gap-1.5 text-sm", tone, className)}>
      <Icon
        size={16}
        aria-hidden
        className={cx("mt-px shrink-0", state.kind === "running" && "animate-spin")}
      />
      <span className="min-w-0 break-words">{jobWords(state)}</span>
    </span>
  );
}
