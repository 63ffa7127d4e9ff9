// SPDX-License-Identifier: Apache-2.0
/** What keeps a timeline from being exported, each with a way to it. */
import { useMemo } from "react";

import { useDocument } from "@/timeline";
import { Button } from "@/ui/button";

import { type Place, placeAt, sentenceOf } from "../pointers";
import { showPlace } from "../refused-items";
import { uploadIdsOf, useUploadFacts } from "../uploads";

const MOST = 8;

interface ProblemListProps {
  problems: readonly { pointer: string; detail: string }[];
  /** Called when one is gone to. */
  onShow: () => void;
}

export function ProblemList({ problems, onShow }: ProblemListProps) {
  const document = useDocument((state) => state.document);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  // A file may be missing in many places: each sentence is said once, of the first of them.
  const places = new Map<string, Place>();
  for (const problem of problems) {
    const sentence = sentenceOf(document, problem, uploads);
    if (!places.has(sentence)) places.set(sentence, placeAt(document, problem.pointer));
  }
  return (
    <div role="alert" className="rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
      <ul className="flex flex-col gap-1">
        {[...places].slice(0, MOST).map(([sentence, place]) => (
          <li key={sentence} className="flex items-center gap-2">
            <span className="min-w-0 flex-1 break-words">{sentence}</span>
            {(place.item || place.path) && (
              <Button
                className="!h-7"
                onClick={() => {
                  showPlace(place);
                  onShow();
                }}
              >
                Show
              </Button>
            )}
          </li>
        ))}
      </ul>
      {places.size > MOST && <p className="mt-1">and {places.size - MOST} more</p>}
    </div>
  );
}
