// SPDX-License-Identifier: Apache-2.0
/** Says where files can be dropped, and chooses them by a dialog; large when there is nothing. */
import { CloudUpload } from "lucide-react";

import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { InlineError } from "@/ui/inline-error";

import { type KindTab, useSamples } from "./queries";

interface DropPanelProps {
  tab: KindTab;
  onChoose: () => void;
}

export function DropPanel({ tab, onChoose }: DropPanelProps) {
  return (
    <section
      aria-label="Add files"
      className="mt-4 flex items-center gap-4 rounded-panel border border-dashed border-line-strong p-6 max-[899px]:flex-col max-[899px]:text-center"
    >
      <span className="grid size-12 shrink-0 place-content-center rounded-full bg-accent-soft text-accent">
        <CloudUpload size={24} aria-hidden />
      </span>
      <div className="min-w-0 flex-1">
        <h2 className="text-lg font-semibold">Drop files anywhere on this page</h2>
        <p className="text-sm text-ink-2">
          {tab.types}. Go on working while they upload: they follow you from page to page.
        </p>
      </div>
      <Button onClick={onChoose}>Choose files</Button>
    </section>
  );
}

export function FirstUpload({ tab, onChoose }: DropPanelProps) {
  return (
    <div className="grid min-h-[60dvh] place-content-center rounded-panel border border-dashed border-line-strong">
      <EmptyState
        icon={CloudUpload}
        title={`Drop your first ${tab.noun} anywhere on this page`}
        action={
          <div className="flex flex-col items-center gap-3">
            <Button look="primary" onClick={onChoose}>
              Choose files
            </Button>
            {tab.kind === "video" && <TrySamples />}
          </div>
        }
      >
        {tab.types}
      </EmptyState>
    </div>
  );
}

/** Has the server make sample clips, which then are listed as any other upload. */
function TrySamples() {
  const samples = useSamples();
  return (
    <>
      <Button isBusy={samples.isPending} onClick={() => samples.mutate()}>
        Try with sample clips
      </Button>
      {samples.error && <InlineError error={samples.error} />}
    </>
  );
}
