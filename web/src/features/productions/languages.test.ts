// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { languageName } from "./languages";

test("a language is named by its tag", () => {
  expect(languageName("de")).toBe("German");
  expect(languageName("pt-BR")).toBe("Brazilian Portuguese");
});

test("a tag that is none is shown as it was given", () => {
  expect(languageName("!")).toBe("!");
  expect(languageName("")).toBe("");
});
