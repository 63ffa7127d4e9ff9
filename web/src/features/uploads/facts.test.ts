// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import {
  type Upload,
  audioTrackName,
  factsOf,
  pictureOf,
  preferredTrackName,
  shortFrameRateOf,
} from "./facts";

function anUpload(changes: Partial<Upload>): Upload {
  return {
    id: 1,
    name: "Harbour",
    kind: "video",
    width: 1920,
    height: 1080,
    fps: "30000/1001",
    sizeBytes: 1_200_000_000,
    durationSeconds: 60,
    createdAt: "2024-11-26T10:00:00Z",
    ...changes,
  } as Upload;
}

test("the facts of a video are its size, rate, bytes and day", () => {
  expect(factsOf(anUpload({}))).toBe("1080p · 29.97 fps · 1.2 GB · 26 Nov 2024");
});

test("a rate that varies is about its average", () => {
  const varying = anUpload({ fps: "13965/500", hasVaryingRate: true });
  expect(factsOf(varying)).toBe("1080p · varying, about 28 frames/s · 1.2 GB · 26 Nov 2024");
  expect(shortFrameRateOf(varying)).toBe("about 28 fps");
  expect(shortFrameRateOf(anUpload({}))).toBe("29.97 fps");
});

test("what is not known is not said", () => {
  const unknown = anUpload({ width: null, fps: null, sizeBytes: null });
  expect(factsOf(unknown)).toBe("26 Nov 2024");
});

test("an upright video is named by its shorter side, a large one by its thousands", () => {
  expect(pictureOf(anUpload({ width: 1080, height: 1920 }))).toBe("1080p");
  expect(pictureOf(anUpload({ width: 3840, height: 2160 }))).toBe("4K");
  expect(pictureOf(anUpload({ kind: "image", width: 800, height: 600 }))).toBe("800 × 600");
});

test("a sound is named by its place, title, language and channels", () => {
  const track = {
    index: 2,
    codec: "ac3",
    channels: 6,
    language: "deu",
    title: "Commentary",
    isDefault: false,
    isDecodable: true,
  };
  expect(audioTrackName(track, 2)).toBe("2 · Commentary · German · 5.1");
  const bare = { ...track, channels: 4, language: null, title: null, isDecodable: false };
  expect(audioTrackName(bare, 3)).toBe("3 · 4 channels · cannot be decoded");
});

test("the sound that is heard unnamed is the default one, else the first that can be heard", () => {
  const track = { codec: "aac", channels: 2, language: null, title: null, isDecodable: true };
  const tracks = [
    { ...track, index: 1, isDefault: true, isDecodable: false },
    { ...track, index: 2, isDefault: false },
    { ...track, index: 3, isDefault: true, language: "eng" },
  ];
  expect(preferredTrackName(tracks)).toBe("3 · English · stereo");
  expect(preferredTrackName(tracks.slice(0, 2))).toBe("2 · stereo");
  expect(preferredTrackName(tracks.slice(0, 1))).toBe("");
});
