// SPDX-License-Identifier: Apache-2.0
/** Takes what an older address says over into an empty draft: each choice for itself. */
import { showToast } from "@/ui/toast";

import { type DraftConfig, withFields } from "./config";
import { refusedFields, wordsOfLeftOut } from "./left-out";
import type { AddressedConfig } from "./legacy-search";
import { resolveConfig } from "./requests";

const NOTICE_SECONDS = 20;

/** Returns what of an address can be stored, and says in a notice what cannot. */
export async function usableOf(
  uploadId: number,
  { config, unread }: AddressedConfig,
): Promise<DraftConfig> {
  const refused = await refusedOf(uploadId, config);
  const words = wordsOfLeftOut([...unread, ...refused]);
  if (words) showToast(words, { tone: "bad", seconds: NOTICE_SECONDS });
  return withFields(config, Object.fromEntries(refused.map((key) => [key, undefined])));
}

async function refusedOf(uploadId: number, config: DraftConfig): Promise<string[]> {
  try {
    const { problems } = await resolveConfig(uploadId, config, new AbortController().signal);
    return refusedFields(problems).filter((key) => key in config);
  } catch {
    // Without an answer the next save says what is wrong.
    return [];
  }
}
