// SPDX-License-Identifier: Apache-2.0
/** The picture at the playhead, what is played, and the buttons that play it. */
import { useEffect, useState } from "react";

import { answerOf, api } from "@/api/client";
import type { Resolved } from "@/media/compositor";
import { Stage, Transport, type Zoom, followDocument } from "@/media/preview";
import { endOf, frameRate, placedItems, useDocument, useView } from "@/timeline";

import { ExactButton, ExactLayer } from "../exact/exact-layer";
import { uploadIdOf } from "../timeline/item-label";
import { FIRST_SHAPE, hasFirstShape } from "../first-shape";
import { Hands } from "./hands";

const followed = {
  ask: async (signal: AbortSignal) => {
    const { document } = useDocument.getState();
    const request = { body: { timeline: document }, signal };
    return (await answerOf(api.POST("/api/timelines/resolve", request))) as Resolved;
  },
  subscribe: (changed: () => void) => useDocument.subscribe((state) => state.version, changed),
};

/** Returns the picture of the upload at the playhead, which is there before the timeline is resolved. */
function firstPosterUrl(): string | null {
  const { playhead } = useView.getState();
  const items = placedItems(useDocument.getState().document, "video");
  const shown = items.find(({ start, end }) => start <= playhead && playhead < end);
  const uploadId = shown && uploadIdOf(shown.item);
  return uploadId ? `/api/uploads/${uploadId}/thumb` : null;
}

export function Preview() {
  const [posterUrl] = useState(firstPosterUrl);
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [hasGuides, setGuides] = useState(false);
  const document = useDocument((state) => state.document);
  const isEmpty = document.clips.length + document.stills.length === 0;
  useEffect(() => followDocument(followed), []);
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-col bg-canvas">
      <Stage
        zoom={zoom}
        hasGuides={hasGuides}
        frame={hasFirstShape(document) ? FIRST_SHAPE : undefined}
        posterUrl={posterUrl}
        picture={<ExactLayer />}
        emptyWords={isEmpty ? "Add a video, and it is shown here." : null}
      >
        {(frame, scale) => <Hands frame={frame} scale={scale} />}
      </Stage>
      <Transport
        rate={frameRate(document.output.fps)}
        end={endOf(document)}
        zoom={zoom}
        onZoom={setZoom}
        hasGuides={hasGuides}
        onGuides={() => setGuides(!hasGuides)}
      >
        <ExactButton />
      </Transport>
    </section>
  );
}
