// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { withToast } from "./toast-list";

test("a notice of the same words stands for the older one", () => {
  const first = { id: "1", text: "The draft was discarded.", tone: "plain" as const };
  const other = { id: "2", text: "Saved.", tone: "plain" as const };
  const again = { ...first, id: "3" };
  expect(withToast([first, other], again).map(({ id }) => id)).toEqual(["2", "3"]);
});
