// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { editedConfig } from "./config";
import { carryOver, takeCarried } from "./carried-work";

test("what was not saved waits for the next draft of its own upload, and is taken over once", () => {
  editedConfig.open({ name: "Harbour", defaultStoryText: "The boats go out." });
  carryOver(1, { name: "Harbour" });
  editedConfig.open({});
  takeCarried(2);
  expect(editedConfig.use.getState().document).toEqual({});
  takeCarried(1);
  expect(editedConfig.use.getState().document).toEqual({ defaultStoryText: "The boats go out." });
  editedConfig.open({});
  takeCarried(1);
  expect(editedConfig.use.getState().document).toEqual({});
});
