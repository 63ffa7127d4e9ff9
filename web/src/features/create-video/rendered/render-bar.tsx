// SPDX-License-Identifier: Apache-2.0
/** The thin bar above the ruler: which parts of the timeline are rendered. */
import { useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { useProject } from "../project-state";
import { useRenderedRanges } from "./ranges";
import { wordsFor } from "./words";

/** What is being rendered is striped, so that it is not told by its colour alone. */
const LOOKS: Record<string, string> = {
  stored: "bg-ok",
  running:
    "bg-[repeating-linear-gradient(135deg,var(--color-warn)_0_4px,var(--color-transparent)_4px_8px)]",
};

export function RenderBar() {
  const pixelsPerFrame = useView((state) => state.pixelsPerFrame);
  const isSaved = useProject((state) => state.saveState.kind === "saved");
  const { data } = useRenderedRanges();
  const words = wordsFor(data);
  return (
    <div
      role="img"
      aria-label={words}
      title={words}
      data-render-bar
      className={cx(
        "absolute inset-x-0 top-0 z-10 h-1 overflow-hidden transition-opacity",
        // Until it is saved, what was edited may be rendered or not.
        !isSaved && "opacity-40",
      )}
    >
      {data?.ranges.map(({ startFrame, frames, state }) =>
        LOOKS[state] ? (
          <span
            key={startFrame}
            data-state={state}
            className={cx("absolute inset-y-0 left-0", LOOKS[state])}
            style={{
              transform: `translateX(${startFrame * pixelsPerFrame}px)`,
              width: Math.max(1, frames * pixelsPerFrame),
            }}
          />
        ) : null,
      )}
    </div>
  );
}
