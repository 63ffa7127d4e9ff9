// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { type LastFailure, type Outcome, steadied } from "./failures";

const PENDING: Outcome = { status: "pending", isPending: true, isError: false, error: null };
const FAILED: Outcome = { status: "error", isPending: false, isError: true, error: "no server" };
const DONE: Outcome = { status: "success", isPending: false, isError: false, error: null };

/** Returns what is shown of the last of some outcomes of one query. */
function shownLast(...outcomes: Outcome[]): Outcome | undefined {
  let failure: LastFailure;
  let shown: Outcome | undefined;
  for (const one of outcomes) ({ shown, failure } = steadied(one, "exports", failure));
  return shown;
}

test("a failure is shown until the query that is asked again is answered", () => {
  expect(shownLast(PENDING)).toEqual(PENDING);
  expect(shownLast(PENDING, FAILED, PENDING)).toEqual(FAILED);
  expect(shownLast(PENDING, FAILED, PENDING, PENDING)).toEqual(FAILED);
  expect(shownLast(PENDING, FAILED, PENDING, DONE)).toEqual(DONE);
});

test("what failed before it succeeded is not shown when it loads once more", () => {
  expect(shownLast(FAILED, DONE, PENDING)).toEqual(PENDING);
});

test("the failure of one query is not shown for another", () => {
  const { failure } = steadied(FAILED, "exports", undefined);
  expect(steadied(PENDING, "uploads", failure).shown).toEqual(PENDING);
});
