// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { addressedConfig, configOf, withoutLegacy } from "./legacy-search";

test("an older address becomes the config of a draft", () => {
  const search = {
    upload: "73",
    from: "/uploads",
    logoUploadId: "12",
    musicUploadId: "9",
    screenTitleText: "Harbour",
    intro: "freeze_first_frame",
    introSeconds: "4",
    editRanges: '[{"start":0,"end":4.04},{"start":6,"end":9}]',
    overlayItems: '[{"uploadId":5,"startSeconds":1,"endSeconds":2}]',
  };
  expect(configOf(search)).toEqual({
    logoUploadId: 12,
    musicUploadId: 9,
    screenTitleText: "Harbour",
    intro: { kind: "freeze_first_frame", seconds: 4 },
    edit: {
      ranges: [
        { start: 0, end: 4 },
        { start: 6, end: 9 },
      ],
    },
    timeline: {
      overlays: [
        { id: "overlay-1", kind: "image", track: "A", uploadId: 5, startSeconds: 1, endSeconds: 2 },
      ],
    },
  });
  expect(Object.keys(withoutLegacy(search))).not.toContain("from");
  expect(Object.keys(withoutLegacy(search))).toContain("editRanges");
});

test("ranges are read in every form, and what cannot be read is left out", () => {
  expect(configOf({ editRanges: "0-4.5,6-9" }).edit?.ranges).toEqual([
    { start: 0, end: 4.5 },
    { start: 6, end: 9 },
  ]);
  expect(configOf({ editRanges: "[[1,2],[3,3]]" }).edit?.ranges).toEqual([{ start: 1, end: 2 }]);
  expect(configOf({ editRanges: "{", overlayItems: "x", logoUploadId: "-1", intro: "[" })).toEqual(
    {},
  );
  expect(configOf({ intro: '{"kind":"title_image","uploadId":3,"holdSeconds":0}' }).intro).toEqual({
    kind: "title_image",
    uploadId: 3,
    holdSeconds: 0,
  });
});

test("what an address says and cannot be read is named, field by field", () => {
  const search = {
    upload: "3",
    logoUploadId: "x",
    musicUploadId: "9",
    editRanges: "garbage",
    introKind: "title_image",
  };
  const { config, unread } = addressedConfig(search);
  expect(config).toEqual({ musicUploadId: 9 });
  expect(unread).toEqual(["logoUploadId", "edit", "intro"]);
  expect(addressedConfig({ intro: "none" }).unread).toEqual([]);
});
