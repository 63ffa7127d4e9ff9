// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import type { ProductionDetail } from "./queries";
import { stepsOf } from "./states";

function production(more: Partial<ProductionDetail>): ProductionDetail {
  return { state: "in_progress", status: "processing", progressPct: 0, ...more } as ProductionDetail;
}

function job(stage: NonNullable<ProductionDetail["job"]>["stage"]) {
  return { state: "running", stage, progressPct: 1, attempt: 1 } as ProductionDetail["job"];
}

test("a production is in one step, and those before are done", () => {
  const steps = stepsOf(production({ job: job("transcoding") }));
  expect(steps.map((step) => step.state)).toEqual(["done", "current", "waiting", "waiting"]);
});

test("a production that is ready has all steps behind it", () => {
  const steps = stepsOf(production({ state: "ready", status: "completed", job: job("done") }));
  expect(steps.every((step) => step.state === "done")).toBe(true);
});

test("a failed production shows the step that failed", () => {
  const failed = production({ state: "failed", status: "failed", job: job("failed") });
  expect(stepsOf(failed)[1]).toEqual({ name: "Transcoding", state: "failed" });
});
