// SPDX-License-Identifier: Apache-2.0
/** The steps that a production goes through, and how far it is. */
import { Check, X } from "lucide-react";

import { productionState } from "@/features/activity";
import { formatAgo, formatMoment } from "@/lib/formats";
import { cx } from "@/ui/cx";
import { JobStatus } from "@/ui/job-status";
import { Progress } from "@/ui/progress";

import type { ProductionDetail } from "./queries";
import { type Step, stepsOf } from "./states";

const CIRCLES: Record<Step["state"], string> = {
  done: "border-ok bg-ok text-canvas",
  current: "border-accent text-accent",
  failed: "border-bad bg-bad text-canvas",
  waiting: "border-line-strong text-ink-3",
};

const WORDS: Record<Step["state"], string> = {
  done: "done",
  current: "running",
  failed: "failed",
  waiting: "not yet",
};

export function Stepper({ production }: { production: ProductionDetail }) {
  return (
    <section aria-label="Progress" className="rounded-panel border border-line bg-panel p-5">
      <ol className="flex items-center gap-x-3 gap-y-3 max-[599px]:flex-col max-[599px]:items-start">
        {stepsOf(production).map((step, index) => (
          <li key={step.name} className="flex items-center gap-3 not-last:flex-1">
            <StepCircle step={step} number={index + 1} />
            <span
              className={cx(
                "text-sm font-medium",
                step.state === "waiting" ? "text-ink-3" : "text-ink",
              )}
            >
              {step.name}
              <span className="sr-only">: {WORDS[step.state]}</span>
            </span>
            {index < 3 && (
              <span
                aria-hidden
                className={cx(
                  "h-0.5 min-w-4 flex-1 max-[599px]:hidden",
                  step.state === "done" ? "bg-ok" : "bg-line",
                )}
              />
            )}
          </li>
        ))}
      </ol>
      <News production={production} />
    </section>
  );
}

function StepCircle({ step, number }: { step: Step; number: number }) {
  return (
    <span
      aria-hidden
      className={cx(
        "grid size-6 shrink-0 place-content-center rounded-full border-2 text-xs font-semibold",
        CIRCLES[step.state],
      )}
    >
      {step.state === "done" ? (
        <Check size={14} />
      ) : step.state === "failed" ? (
        <X size={14} />
      ) : (
        number
      )}
    </span>
  );
}

function News({ production }: { production: ProductionDetail }) {
  if (production.state === "ready" && production.completedAt) {
    return (
      <p className="mt-4 text-sm text-ink-2">
        Ready since {formatMoment(production.completedAt)}. It can be published.
      </p>
    );
  }
  if (production.state === "failed") return null;
  return (
    <div className="mt-5 flex flex-col gap-2">
      <div className="flex items-center justify-between gap-3">
        <JobStatus state={productionState(production)} />
        <span className="text-xs text-ink-3">
          {production.status === "queued"
            ? `waits since ${formatAgo(production.createdAt)}`
            : `last news ${formatAgo(production.updatedAt)}`}
        </span>
      </div>
      <Progress label="Production" percent={production.progressPct} />
      <p className="text-xs text-ink-3">
        You may leave this page: it carries on.
        {(production.job?.attempt ?? 1) > 1 && ` This is attempt ${production.job?.attempt}.`}
      </p>
    </div>
  );
}
