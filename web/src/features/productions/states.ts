// SPDX-License-Identifier: Apache-2.0
/** The steps that a production goes through. */
import type { ProductionDetail } from "./queries";

export const STEPS = ["Queued", "Transcoding", "Packaging", "Ready"] as const;

export interface Step {
  name: (typeof STEPS)[number];
  state: "done" | "current" | "failed" | "waiting";
}

const STEP_OF_STAGE: Record<string, number> = { queued: 0, transcoding: 1, packaging: 2, done: 4 };

/** Returns the steps of a production, and which of them it is in. */
export function stepsOf(production: ProductionDetail): Step[] {
  const failed = production.state === "failed";
  const reached = failed
    ? failedStep(production)
    : production.state === "ready"
      ? STEPS.length
      : (STEP_OF_STAGE[production.job?.stage ?? "queued"] ?? 0);
  return STEPS.map((name, index) => ({
    name,
    state: index < reached ? "done" : index > reached ? "waiting" : failed ? "failed" : "current",
  }));
}

/** Returns the step in which a production failed: that of the share that was done. */
function failedStep(production: ProductionDetail): number {
  return production.progressPct >= 85 ? 2 : 1;
}
