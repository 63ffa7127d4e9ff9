// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { withToast } from "./toast-list";

test("a notice of the same words stands for the older one", () => {
  const first = { id: "1", text: "The link is copied", tone: "plain" as const };
  const other = { id: "2", text: "Saved.", tone: "plain" as const };
  const again = { ...first, id: "3" };
  expect(withToast([first, other], again).map(({ id }) => id)).toEqual(["2", "3"]);
});

test("notices of the same words keep their own undo", () => {
  const action = { label: "Undo", run: () => undefined };
  const first = { id: "1", text: "The draft was discarded.", tone: "plain" as const, action };
  expect(withToast([first], { ...first, id: "2" }).map(({ id }) => id)).toEqual(["1", "2"]);
});
