// SPDX-License-Identifier: Apache-2.0
/** What a preview shows until its first picture has come. */
import type { Intro } from "@/features/drafts";

/** Returns the address of what a production begins with: the image of its intro, or its video. */
export function firstPosterUrl(uploadId: number, intro: Intro | undefined): string {
  const shown = intro?.kind === "title_image" ? intro.uploadId : uploadId;
  return `/api/uploads/${shown}/thumb`;
}
