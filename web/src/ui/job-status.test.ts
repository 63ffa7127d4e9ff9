// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { jobWords } from "./job-status";

test("a running job says how far it is and what is left", () => {
  expect(jobWords({ kind: "running", percent: 42.7, secondsLeft: 180 })).toBe(
    "Running 42 % · about 3 min left",
  );
});

test("a failed job says why", () => {
  expect(jobWords({ kind: "failed", reason: "no video in it" })).toBe("Failed: no video in it");
});

test("a queued job says how many are ahead, when that is known", () => {
  expect(jobWords({ kind: "queued", ahead: 2 })).toBe("Queued (2 ahead)");
  expect(jobWords({ kind: "queued" })).toBe("Queued");
});
