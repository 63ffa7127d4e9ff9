// SPDX-License-Identifier: Apache-2.0
/** The production as it is chosen now, before it is made. */
import { useEffect, useState } from "react";

import { editedConfig, resolveConfig, useConfig } from "@/features/drafts";
import { usePresetSaves } from "@/features/presets";
import { Stage, Transport, followDocument, useResolved } from "@/media/preview";
import { frameRate } from "@/timeline";

import { firstPosterUrl } from "./first-poster";
import { ScrubBar } from "./scrub-bar";

/** Asks for the production of a draft whenever a choice or a preset of it changes. */
function followConfig(uploadId: number): () => void {
  return followDocument({
    ask: (signal) => resolveConfig(uploadId, useConfig.getState().document, signal),
    subscribe: (changed) => {
      const ends = [
        editedConfig.use.subscribe((state) => state.version, changed),
        usePresetSaves.subscribe(changed),
      ];
      return () => {
        for (const end of ends) end();
      };
    },
  });
}

export function ProducePreview({ uploadId }: { uploadId: number }) {
  const [hasGuides, setGuides] = useState(false);
  const resolved = useResolved((state) => state.resolved);
  const intro = useConfig((state) => state.document.intro);
  useEffect(() => followConfig(uploadId), [uploadId]);
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <Stage hasGuides={hasGuides} posterUrl={firstPosterUrl(uploadId, intro)} />
      <ScrubBar />
      <Transport
        rate={frameRate(resolved?.fps ?? "30")}
        end={resolved?.frames ?? 0}
        hasGuides={hasGuides}
        onGuides={() => setGuides(!hasGuides)}
      />
    </section>
  );
}
