// SPDX-License-Identifier: Apache-2.0
/** Says what is selected. */
import { useMemo } from "react";

import {
  formatLength,
  formatTimecode,
  frameRate,
  placedByIds,
  useDocument,
  useView,
} from "@/timeline";

import { KINDS, labelOf } from "../timeline/item-label";
import { uploadIdsOf, useUploadFacts } from "../uploads";

export function Inspector() {
  const document = useDocument((state) => state.document);
  const selection = useView((state) => state.selection);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  const rate = frameRate(document.output.fps);
  const items = placedByIds(document, selection);
  return (
    <section
      aria-label="Inspector"
      className="min-h-0 overflow-y-auto border-l border-line bg-panel p-3 text-sm"
    >
      {items.length === 0 && <p className="text-ink-2">Select something to see its settings.</p>}
      {items.map((one) => (
        <div key={one.item.id} className="mb-3">
          <h2 className="truncate font-semibold">{labelOf(one.track, one.item, uploads)}</h2>
          <p className="text-ink-2">{KINDS[one.track]}</p>
          <p className="text-ink-2">
            {formatTimecode(one.start, rate)} · {formatLength(one.end - one.start, rate)}
          </p>
        </div>
      ))}
    </section>
  );
}
