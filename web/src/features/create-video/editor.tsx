// SPDX-License-Identifier: Apache-2.0
/** The editor of an open project: media, preview, inspector, and the timeline below them. */
import { SlidersHorizontal } from "lucide-react";
import { useEffect, useMemo, useState, useSyncExternalStore } from "react";

import { useEditorKeys } from "@/lib/editor-keys";
import { frameRate, framesPerSecond, isEmptyTimeline, useDocument, useView } from "@/timeline";
import { cx } from "@/ui/cx";

import { ExportDialog } from "./export/export-dialog";
import { hasFirstShape } from "./first-shape";
import { Inspector } from "./inspector";
import { editorShortcuts } from "./keyboard";
import { MediaBin } from "./media-bin/media-bin";
import { Preview } from "./preview";
import { Header, NOTHING_TO_EXPORT } from "./project/header";
import { nameOf } from "./project/names";
import { ProjectSaveBanner } from "./project/save-state";
import { useProject } from "./project-state";
import { useWantedField } from "./refused-items";
import { Separator, usePanelHeight } from "./separator";
import { sayRefusal, useStatus } from "@/lib/status-line";
import { ListDialog } from "./timeline/list-dialog";
import { Timeline } from "./timeline/timeline";
import { Toolbar } from "./timeline/toolbar";

/** Below this width the inspector lies over the picture. */
const DRAWER_PIXELS = 900;
const UNDECIDED = "16:9 until the first clip decides";

export function Editor({ onOpen }: { onOpen: (id: number) => void }) {
  const [isExporting, setExporting] = useState(false);
  const [isListed, setListed] = useState(false);
  const [isInspecting, setInspecting] = useInspecting();
  const [height, setHeight] = usePanelHeight();
  const project = useProject((state) => state.project);
  const shortcuts = useMemo(
    () =>
      editorShortcuts({
        openExport: () => {
          if (isEmptyTimeline(useDocument.getState().document)) sayRefusal(NOTHING_TO_EXPORT);
          else setExporting(true);
        },
        openList: () => setListed(true),
      }),
    [],
  );
  useEditorKeys(shortcuts);
  const isFieldWanted = useWantedField((state) => state.path !== null);
  useEffect(() => {
    if (isFieldWanted) setInspecting(true);
  }, [isFieldWanted]);
  return (
    <div className="flex h-full min-h-0 flex-col overflow-hidden">
      <h1 className="sr-only">Create video: {nameOf(project)}</h1>
      <Header onOpen={onOpen} onExport={() => setExporting(true)} />
      <ProjectSaveBanner onOpen={onOpen} />
      <p className="border-b border-line px-4 py-2 text-sm text-ink-2 min-[900px]:hidden">
        Editing wants a wider screen. Here you can look, rename and export.
      </p>
      <div
        className="relative grid min-h-0 flex-1 grid-cols-[260px_minmax(0,1fr)] grid-rows-[minmax(0,1fr)] max-[899px]:grid-cols-1 min-[1280px]:grid-cols-[260px_minmax(0,1fr)_280px] min-[900px]:data-inspecting:grid-cols-[260px_minmax(0,1fr)_280px]"
        data-inspecting={isInspecting || undefined}
      >
        <div className="contents max-[899px]:hidden">
          <MediaBin />
        </div>
        <Preview />
        <div
          className={cx(
            "grid min-h-0 grid-rows-[minmax(0,1fr)] max-[899px]:absolute max-[899px]:inset-y-0 max-[899px]:right-0 max-[899px]:z-30 max-[899px]:w-[280px] max-[899px]:shadow-panel",
            !isInspecting && "max-[1279px]:hidden",
          )}
        >
          <Inspector />
        </div>
        <button
          type="button"
          aria-pressed={isInspecting}
          onClick={() => setInspecting(!isInspecting)}
          className={cx(
            "absolute top-2 z-40 grid size-8 place-content-center rounded-control border border-line bg-raised text-ink-2 hover:bg-hover min-[1280px]:hidden",
            isInspecting ? "right-[288px]" : "right-2",
          )}
          aria-label="Inspector"
          title="Inspector"
        >
          <SlidersHorizontal size={16} aria-hidden />
        </button>
      </div>
      <Separator height={height} onChange={setHeight} />
      <div className="flex shrink-0 flex-col max-[899px]:!h-64" style={{ height }}>
        <Toolbar onList={() => setListed(true)} />
        <Timeline />
        <StatusLine />
      </div>
      {isExporting && <ExportDialog onClose={() => setExporting(false)} />}
      {isListed && <ListDialog onClose={() => setListed(false)} />}
    </div>
  );
}

/**
 * Whether the inspector is shown where it has no place of its own, and what changes that.
 *
 * Until its button is pressed it is there while something is selected.
 */
function useInspecting(): [boolean, (isWanted: boolean) => void] {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const hasSelection = useView((state) => state.selection.length > 0);
  const hasRoom = useSyncExternalStore(onResize, () => window.innerWidth >= DRAWER_PIXELS);
  return [wanted ?? (hasSelection && hasRoom), setWanted];
}

function onResize(changed: () => void): () => void {
  window.addEventListener("resize", changed);
  return () => window.removeEventListener("resize", changed);
}

function StatusLine() {
  const { text, isRefusal } = useStatus();
  const output = useDocument((state) => state.document.output);
  const isUndecided = useDocument((state) => hasFirstShape(state.document));
  const rate = framesPerSecond(frameRate(output.fps));
  return (
    <div className="flex h-6 shrink-0 items-center gap-3 border-t border-line bg-panel px-3 text-xs text-ink-2">
      <span role="status" className={isRefusal ? "truncate text-bad" : "truncate"}>
        {text}
      </span>
      <span className="ml-auto shrink-0">
        {output.height ? `${output.height}p` : isUndecided ? UNDECIDED : "Size as the clips"}
      </span>
      <span className="shrink-0">{Number(rate.toFixed(2))} fps</span>
    </div>
  );
}
