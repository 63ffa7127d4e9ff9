// SPDX-License-Identifier: Apache-2.0
/** The address of a poster, which is another one when the production has changed. */

/**
 * Returns the address of the poster of a production as it was at a moment.
 *
 * The address of a poster stays the same when another frame is chosen, and a page does not ask
 * again for a picture that it shows already.
 */
export function posterAddress(posterUrl: string, updatedAt: string): string;
export function posterAddress(posterUrl: string | null, updatedAt: string): string | null;
export function posterAddress(posterUrl: string | null, updatedAt: string): string | null {
  if (posterUrl === null) return null;
  const joint = posterUrl.includes("?") ? "&" : "?";
  return `${posterUrl}${joint}v=${encodeURIComponent(updatedAt)}`;
}
