// SPDX-License-Identifier: Apache-2.0
/** The video that is cut, with its overlays; what is removed is skipped while it plays. */
import { SkipForward } from "lucide-react";
import { useEffect, useState } from "react";

import { type DraftConfig, editedConfig, resolveConfig } from "@/features/drafts";
import { Stage, Transport, followDocument, useResolved } from "@/media/preview";
import { frameAt, frameRate, seek, useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { currentCuts, useEditing } from "./edit-state";
import { MOST_OVERLAYS } from "./overlays";
import { piecesOf } from "./ranges";

/** Returns what is shown: all of the source, with the overlays where the cuts leave them. */
function shownConfig(): DraftConfig {
  const { ranges, overlays } = currentCuts();
  const pieces = overlays.flatMap((overlay) =>
    piecesOf(ranges, overlay.startSeconds, overlay.endSeconds).map(({ start, end }, index) => ({
      ...overlay,
      id: `${overlay.id}-${index}`.slice(-80),
      startSeconds: start,
      endSeconds: end,
    })),
  );
  return pieces.length > 0 ? { timeline: { overlays: pieces.slice(0, MOST_OVERLAYS) } } : {};
}

/** Leaves out what is removed while it plays; at the end it stops. */
function skipCuts(frame: number): void {
  const { isPlaying } = useView.getState();
  const { isSkipping, rate } = useEditing.getState();
  if (!isPlaying || !isSkipping) return;
  const { gaps, length } = currentCuts();
  const gap = gaps.find(
    ({ start, end }) => frameAt(start, rate) <= frame && frame < frameAt(end, rate),
  );
  if (!gap) return;
  if (gap.end >= length - 1e-6) useView.setState({ isPlaying: false });
  else seek(frameAt(gap.end, rate));
}

export function EditPreview({ uploadId }: { uploadId: number }) {
  const [hasGuides, setGuides] = useState(false);
  const { rate, length } = useEditing();
  const fps = useResolved((state) => state.resolved?.fps);
  useEffect(
    () =>
      followDocument({
        ask: (signal) => resolveConfig(uploadId, shownConfig(), signal),
        subscribe: (changed) => editedConfig.use.subscribe((state) => state.version, changed),
      }),
    [uploadId],
  );
  useEffect(() => {
    if (fps) useEditing.setState({ rate: frameRate(fps) });
  }, [fps]);
  useEffect(() => useView.subscribe((state) => state.playhead, skipCuts), []);
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-1 flex-col bg-canvas">
      <Stage hasGuides={hasGuides} posterUrl={`/api/uploads/${uploadId}/thumb`} />
      <Transport
        rate={rate}
        end={frameAt(length, rate)}
        hasGuides={hasGuides}
        onGuides={() => setGuides(!hasGuides)}
      >
        <SkipToggle />
      </Transport>
    </section>
  );
}

function SkipToggle() {
  const isSkipping = useEditing((state) => state.isSkipping);
  return (
    <button
      type="button"
      aria-pressed={isSkipping}
      title="Whether playing leaves out what is removed"
      onClick={() => useEditing.setState({ isSkipping: !isSkipping })}
      className={cx(
        "flex h-8 shrink-0 items-center gap-1.5 rounded-control px-2 text-sm font-medium hover:bg-hover max-[899px]:h-11",
        isSkipping ? "bg-accent-soft text-ink" : "text-ink-2",
      )}
    >
      <SkipForward size={16} aria-hidden className={isSkipping ? "text-accent" : undefined} />
      <span className="max-[599px]:sr-only">Skip cuts</span>
    </button>
  );
}
