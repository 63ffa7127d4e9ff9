// SPDX-License-Identifier: Apache-2.0
/** What the editor has in the top bar: the timeline's name, how far it is saved, and Export. */
import { Redo2, Share, Undo2 } from "lucide-react";

import { PageControls } from "@/app/page-controls";
import { type Timeline, isEmptyTimeline, useDocument } from "@/timeline";
import { Button, IconButton } from "@/ui/button";
import { Segments } from "@/ui/segments";

import { attempt, redoStep, undoStep } from "../editing";
import { ProjectMenu } from "./project-menu";
import { ProjectSaveStatus } from "./save-state";

type Aspect = Timeline["output"]["aspect"];

const ASPECTS: { value: Aspect; label: string }[] = [
  { value: "16:9", label: "16:9" },
  { value: "9:16", label: "9:16" },
  { value: "1:1", label: "1:1" },
];

/** Why an empty timeline is not exported. */
export const NOTHING_TO_EXPORT = "There is nothing to export yet. Add a video first.";

interface HeaderProps {
  onOpen: (id: number) => void;
  onExport: () => void;
}

export function Header({ onOpen, onExport }: HeaderProps) {
  const aspect = useDocument((state) => state.document.output.aspect);
  const isEmpty = useDocument((state) => isEmptyTimeline(state.document));
  const setAspect = (value: Aspect) =>
    attempt(`Aspect ${value}`, (one) => ({
      ...one,
      output: { ...one.output, aspect: value === one.output.aspect ? "auto" : value },
    }));
  return (
    <>
      <PageControls side="start">
        <span aria-hidden className="text-ink-3 max-[899px]:hidden">
          /
        </span>
        <ProjectMenu onOpen={onOpen} />
        <ProjectSaveStatus />
        <span aria-hidden className="mx-1 h-5 w-px bg-line max-[899px]:hidden" />
        <HistoryButtons />
      </PageControls>
      <PageControls side="end">
        <div className="max-[899px]:hidden">
          <Segments label="Aspect" options={ASPECTS} value={aspect} onChange={setAspect} />
        </div>
        <Button
          look="primary"
          icon={Share}
          onClick={onExport}
          whyDisabled={isEmpty ? NOTHING_TO_EXPORT : undefined}
          title="Export (Ctrl+E)"
        >
          Export
        </Button>
      </PageControls>
    </>
  );
}

function HistoryButtons() {
  const last = useDocument((state) => state.history.past.at(-1)?.label);
  const next = useDocument((state) => state.history.future[0]?.label);
  return (
    <div className="flex shrink-0 max-[599px]:hidden">
      <IconButton
        label={last ? `Undo ${last}` : "Undo"}
        icon={Undo2}
        aria-disabled={!last}
        className="aria-disabled:text-ink-3 aria-disabled:opacity-60"
        onClick={undoStep}
      />
      <IconButton
        label={next ? `Redo ${next}` : "Redo"}
        icon={Redo2}
        aria-disabled={!next}
        className="aria-disabled:text-ink-3 aria-disabled:opacity-60"
        onClick={redoStep}
      />
    </div>
  );
}
