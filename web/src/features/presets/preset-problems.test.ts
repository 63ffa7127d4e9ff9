// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { ApiError } from "@/api/error";

import { blankName, problemsOf, problemsOfWaiting, sendable, withoutProblem } from "./preset-problems";

test("a blank name is marked in plain words and keeps no other field from being saved", () => {
  const changes = { name: " ", opacityPct: 77 };
  const problems = blankName(changes);
  expect(problems.get("name")).toBe("A preset needs a name");
  expect(sendable(changes, problems)).toEqual({ sent: { opacityPct: 77 }, kept: { name: " " } });
  expect(blankName({ opacityPct: 77 }).size).toBe(0);
});

test("a field that is changed again is sent again", () => {
  const failure = new ApiError(422, {
    errors: [{ pointer: "/box/color", error: "invalid", detail: "This is no colour." }],
  });
  const problems = problemsOf(failure);
  expect(sendable({ box: 1, font: 2 }, problems)).toEqual({ sent: { font: 2 }, kept: { box: 1 } });
  expect(withoutProblem(problems, "box").size).toBe(0);
});

test("a save ends the problems of fields that do not wait for another value", () => {
  const problems = new Map([
    ["box/color", "This is no colour."],
    ["font", "It does not go with the box."],
  ]);
  expect([...problemsOfWaiting(problems, { box: 1 }).keys()]).toEqual(["box/color"]);
});
