// SPDX-License-Identifier: Apache-2.0
import { beforeEach, expect, test } from "vitest";

import {
  type DraftConfig,
  editedConfig,
  mergeConfigs,
  switchedOff,
  switchedOn,
  withFields,
  withoutSection,
} from "./config";

const LOGO: DraftConfig = { logoUploadId: 4, logoConfigId: 2 };

beforeEach(() => editedConfig.open(LOGO));

const now = () => editedConfig.use.getState().document;

test("a part that is switched off is kept aside, and comes back as it was", () => {
  const off = switchedOff({ ...LOGO, name: "A" }, "logo");
  expect(off).toEqual({ name: "A", switchedOff: { logo: LOGO } });
  expect(switchedOn(off, "logo")).toEqual({ ...LOGO, name: "A" });
  expect(withoutSection(off, "logo")).toEqual({ name: "A" });
});

test("a choice can be undone and redone", () => {
  editedConfig.apply("Choose music", (config) => withFields(config, { musicUploadId: 7 }));
  expect(now()).toEqual({ ...LOGO, musicUploadId: 7 });
  expect(editedConfig.undo()).toBe("Choose music");
  expect(now()).toEqual(LOGO);
  expect(editedConfig.redo()).toBe("Choose music");
  expect(now().musicUploadId).toBe(7);
});

test("different choices of two computers are merged, the same choice is a conflict", () => {
  const merged = mergeConfigs(LOGO, { ...LOGO, name: "Mine" }, { ...LOGO, logoConfigId: 3 });
  expect(merged).toEqual({ document: { logoUploadId: 4, logoConfigId: 3, name: "Mine" }, conflicts: [] });
  const split = mergeConfigs(LOGO, { ...LOGO, logoConfigId: 5 }, { ...LOGO, logoConfigId: 3 });
  expect(split.conflicts).toEqual([{ key: "logoConfigId", mine: 5, theirs: 3, track: undefined }]);
});
