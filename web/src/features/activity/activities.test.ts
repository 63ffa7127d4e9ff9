// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { jobWords } from "@/ui/job-status";

import {
  type Activity,
  type ListedProduction,
  type ListedRender,
  productionState,
  renderActivity,
  shownActivities,
} from "./activities";

const NOW = Date.parse("2026-11-28T12:00:00Z");

function anActivity(id: string, kind: Activity["state"]["kind"], minutesAgo: number): Activity {
  const state = { kind, reason: "No video.", seconds: 0 } as Activity["state"];
  return { id, kind: "export", title: id, state, at: NOW - minutesAgo * 60_000 };
}

function shown(all: Activity[], dismissed: string[] = []): string[] {
  return shownActivities(all, new Set(dismissed), NOW).map((one) => one.id);
}

test("what runs stands before what failed or was cancelled, and what is ready is left out", () => {
  const all = [
    anActivity("done", "ready", 1),
    anActivity("failed", "failed", 2),
    anActivity("older", "running", 9),
    anActivity("newer", "queued", 3),
    anActivity("stopped", "cancelled", 1),
    { ...anActivity("left", "cancelled", 1), kind: "upload" as const },
  ];
  expect(shown(all)).toEqual(["newer", "older", "stopped", "failed"]);
});

test("a failure is shown for a day unless it was dismissed", () => {
  const all = [anActivity("old", "failed", 25 * 60), anActivity("new", "failed", 5)];
  expect(shown(all)).toEqual(["new"]);
  expect(shown(all, ["new"])).toEqual([]);
});

test("an export says how far it is, and another attempt is another activity", () => {
  const render = {
    id: "x",
    attempt: 1,
    state: "running",
    name: "Summer",
    progressPct: 42,
    etaSeconds: 180,
    createdAt: "2026-11-28T11:00:00Z",
    projectId: 7,
  } as ListedRender;
  expect(jobWords(renderActivity(render).state)).toBe("Exporting 42 % · about 3 min left");
  expect(renderActivity(render).id).not.toBe(renderActivity({ ...render, attempt: 2 }).id);
});

test("a production says how far it is, and why it failed", () => {
  const words = (more: Partial<ListedProduction>) =>
    jobWords(productionState({ progressPct: 42, errorMessage: null, ...more } as ListedProduction));
  expect(words({ state: "in_progress", status: "queued" })).toBe("Queued");
  expect(words({ state: "in_progress", status: "processing" })).toBe("Preparing 42 %");
  expect(words({ state: "failed", errorMessage: "No video." })).toBe("Failed: No video.");
});
