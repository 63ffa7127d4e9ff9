// SPDX-License-Identifier: Apache-2.0
import { describe, expect, test } from "vitest";

import { hasSeparateStreams } from "./separate-streams";

function playlist(...lines: string[]): string {
  return ["#EXTM3U", ...lines, "#EXT-X-STREAM-INF:BANDWIDTH=800000", "low/index.m3u8", ""].join("\n");
}

describe("separate streams of a playlist", () => {
  test("are captions and sounds with an address", () => {
    const captions = '#EXT-X-MEDIA:TYPE=SUBTITLES,GROUP-ID="text",NAME="English",URI="en/index.m3u8"';
    const sound = '#EXT-X-MEDIA:GROUP-ID="sound",TYPE=AUDIO,NAME="Deutsch",URI="de/index.m3u8"';
    expect(hasSeparateStreams(playlist(captions))).toBe(true);
    expect(hasSeparateStreams(playlist(sound))).toBe(true);
  });

  test("are no sounds that are beside their pictures, and no captions in the pictures", () => {
    const inside = '#EXT-X-MEDIA:TYPE=AUDIO,GROUP-ID="sound",NAME="English"';
    const closed = '#EXT-X-MEDIA:TYPE=CLOSED-CAPTIONS,GROUP-ID="cc",NAME="CC1",INSTREAM-ID="CC1"';
    expect(hasSeparateStreams(playlist())).toBe(false);
    expect(hasSeparateStreams(playlist(inside, closed))).toBe(false);
    expect(hasSeparateStreams("")).toBe(false);
  });
});
