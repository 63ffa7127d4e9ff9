// SPDX-License-Identifier: Apache-2.0
/** The captions of a production: files and the texts of its timeline are added, replaced and deleted. */
import { Captions as CaptionsIcon, ListVideo, Trash2, Upload } from "lucide-react";
import { useState } from "react";

import { Button, IconButton } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { AddCaptionsDialog, type Origin } from "./add-captions-dialog";
import type { ProductionDetail } from "./queries";
import { useDeleteCaptions } from "./stream-queries";

export function CaptionsCard({ production }: { production: ProductionDetail }) {
  const [adding, setAdding] = useState<Origin | null>(null);
  const remove = useDeleteCaptions(production.id);
  return (
    <section aria-labelledby="captions" className="rounded-panel border border-line bg-panel p-4">
      <div className="mb-2 flex flex-wrap items-center gap-2">
        <h2 id="captions" className="flex-1 text-sm font-semibold">
          Captions
        </h2>
        <div className="flex flex-wrap gap-2">
          {production.sourceRole !== "source" && (
            <Button icon={ListVideo} onClick={() => setAdding("timeline")}>
              Captions from timeline
            </Button>
          )}
          <Button icon={Upload} onClick={() => setAdding("file")}>
            Add captions
          </Button>
        </div>
      </div>
      {production.captions.length === 0 && (
        <p className="text-sm text-ink-3">None yet. Players offer what you add at once.</p>
      )}
      <ul>
        {production.captions.map((one) => (
          <li
            key={one.language}
            className="flex items-center gap-3 border-t border-line py-1.5 first:border-0"
          >
            <CaptionsIcon size={16} aria-hidden className="text-ink-3" />
            <span className="min-w-0 flex-1 text-sm break-words">
              {one.label} <span className="text-ink-3">· {one.language}</span>
            </span>
            <IconButton
              label={`Delete the captions in ${one.label}`}
              icon={Trash2}
              onClick={() =>
                remove.mutate(one.language, {
                  onSuccess: () => void showToast(`The captions in ${one.label} are deleted`),
                })
              }
            />
          </li>
        ))}
      </ul>
      {remove.error && <InlineError error={remove.error} />}
      {adding && (
        <AddCaptionsDialog
          production={production}
          origin={adding}
          onClose={() => setAdding(null)}
        />
      )}
    </section>
  );
}
