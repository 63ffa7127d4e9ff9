// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { HLS_WORDS, type HlsState, type HlsStatus, hlsButtons } from "./hls";

function status(state: HlsState, productionId: number | null = 7): HlsStatus {
  return {
    state,
    productionId,
    detail: null,
    productionStatus: null,
    errorMessage: null,
    publishedCount: 0,
    progressPct: 0,
    playable: false,
    renditions: [],
  };
}

test("the status line has the words of the document", () => {
  expect(Object.values(HLS_WORDS)).toEqual([
    "HLS: Not started",
    "HLS: In progress…",
    "HLS: Ready",
    "HLS: Failed (Retry available)",
  ]);
});

test("prep is disabled while it runs and when it is done, and is called retry after a failure", () => {
  expect(hlsButtons(status("not_ready", null)).whyNoPrep).toBeUndefined();
  expect(hlsButtons(status("in_progress")).whyNoPrep).toBeDefined();
  expect(hlsButtons(status("ready")).whyNoPrep).toBeDefined();
  const failed = hlsButtons(status("failed"));
  expect([failed.prepLabel, failed.whyNoPrep]).toEqual(["Retry Prep (HLS)", undefined]);
});

test("publish is enabled only when the export is ready and has a production", () => {
  expect(hlsButtons(status("ready")).whyNoPublish).toBeUndefined();
  for (const one of [status("ready", null), status("in_progress"), status("failed"), undefined]) {
    expect(hlsButtons(one).whyNoPublish).toBeDefined();
  }
});
