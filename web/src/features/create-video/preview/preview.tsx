// SPDX-License-Identifier: Apache-2.0
/** The picture at the playhead, what is played, and the buttons that play it. */
import { useEffect, useState } from "react";

import { followDocument } from "./resolved-store";
import { Stage } from "./stage";
import { Transport } from "./transport";

export type Zoom = "fit" | "half" | "whole";

export function Preview() {
  const [zoom, setZoom] = useState<Zoom>("fit");
  const [hasGuides, setGuides] = useState(false);
  useEffect(followDocument, []);
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-col bg-canvas">
      <Stage zoom={zoom} hasGuides={hasGuides} />
      <Transport
        zoom={zoom}
        onZoom={setZoom}
        hasGuides={hasGuides}
        onGuides={() => setGuides(!hasGuides)}
      />
    </section>
  );
}
