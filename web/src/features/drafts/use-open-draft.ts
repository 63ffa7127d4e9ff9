// SPDX-License-Identifier: Apache-2.0
/** Opens the draft of an upload for as long as a page shows it. */
import { useEffect, useState } from "react";

import { type SearchParams, useSearchParams } from "@/lib/search-params";

import { editedConfig, isEmpty, useConfig } from "./config";
import { closeDraft, openDraft, useDraft } from "./draft-state";
import { addressedConfig, withoutLegacy } from "./legacy-search";
import { type Draft } from "./requests";
import { usableOf } from "./seeding";

/** What to open, one after the other: a page that is shown twice opens it once. */
let opening: Promise<unknown> = Promise.resolve();

interface OpenDraft {
  /** The draft, once it is open. */
  draft: Draft | null;
  error: unknown;
  retry: () => void;
}

/** Opens the active draft of an upload; `onOpened` is called each time that one is open. */
function useOpenDraft(uploadId: number | null, onOpened?: () => void): OpenDraft {
  const draft = useDraft((state) => state.draft);
  const openings = useDraft((state) => state.openings);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (uploadId === null) return undefined;
    let isCurrent = true;
    const open = async () => {
      if (!isCurrent) return;
      try {
        await openDraft(uploadId);
        if (!isCurrent) return;
        setError(null);
        onOpened?.();
      } catch (failure) {
        if (isCurrent) setError(failure);
      }
    };
    opening = opening.then(open);
    return () => {
      isCurrent = false;
      opening = opening.then(closeDraft);
    };
    // What is done once a draft is open does not open it again.
  }, [uploadId, openings, attempt]);
  return {
    draft: draft?.uploadId === uploadId ? draft : null,
    error,
    retry: () => setAttempt((count) => count + 1),
  };
}

/**
 * Opens the draft of the upload in the address. Older addresses hold choices themselves: they begin
 * an empty draft, and are shortened.
 */
export function useAddressedDraft(): OpenDraft & { uploadId: number | null } {
  const [search, changeSearch] = useSearchParams();
  const uploadId = Number(search.upload) > 0 ? Number(search.upload) : null;
  const opened = useOpenDraft(uploadId, () => {
    const shortened = withoutLegacy(search);
    if (Object.keys(shortened).length === 0) return;
    void seed(search).then(() => changeSearch(shortened, { replace: true }));
  });
  return { ...opened, uploadId };
}

/** Takes what can be used of an address over, if nothing has been chosen in the open draft yet. */
async function seed(search: SearchParams): Promise<void> {
  const { draft } = useDraft.getState();
  if (!draft || !isEmpty(useConfig.getState().document)) return;
  const usable = await usableOf(draft.uploadId, addressedConfig(search));
  if (useDraft.getState().draft?.id !== draft.id) return;
  // What was chosen while the server was asked stays.
  editedConfig.apply("Take over from the address", (config) => ({ ...usable, ...config }));
}
