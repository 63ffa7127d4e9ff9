// SPDX-License-Identifier: Apache-2.0
/** Tells streams of which captions or sounds are playlists of their own. */

const SEPARATE = /^#EXT-X-MEDIA:(?=.*\bTYPE=(?:SUBTITLES|AUDIO)\b)(?=.*\bURI=)/m;

/** Whether a main playlist names captions or sounds that are read beside the pictures. */
export function hasSeparateStreams(playlist: string): boolean {
  return SEPARATE.test(playlist);
}
