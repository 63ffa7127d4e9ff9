// SPDX-License-Identifier: Apache-2.0
/** The captions of a production: files and the texts of its timeline are added, replaced and deleted. */
import { Captions as CaptionsIcon, ListVideo, Trash2, Upload } from "lucide-react";
import { type FormEvent, useState } from "react";

import { Button, IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { languageName } from "./languages";
import type { ProductionDetail } from "./queries";
import { useDeleteCaptions, usePutCaptions, usePutTimelineCaptions } from "./stream-queries";

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
        <AddDialog production={production} origin={adding} onClose={() => setAdding(null)} />
      )}
    </section>
  );
}

type Origin = "file" | "timeline";

interface AddDialogProps {
  production: ProductionDetail;
  origin: Origin;
  onClose: () => void;
}

function AddDialog({ production, origin, onClose }: AddDialogProps) {
  const putFile = usePutCaptions(production.id);
  const putTimeline = usePutTimelineCaptions(production.id);
  const isFile = origin === "file";
  const put = isFile ? putFile : putTimeline;
  const [language, setLanguage] = useState("en");
  const [label, setLabel] = useState("");
  const [file, setFile] = useState<File | null>(null);
  const replaces = production.captions.some((one) => one.language === language.trim());
  const shownLabel = label || languageName(language.trim());
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const chosen = { language: language.trim(), label: shownLabel };
    const whenDone = {
      onSuccess: () => {
        showToast(`The captions in ${shownLabel} are stored`);
        onClose();
      },
    };
    if (!isFile) putTimeline.mutate(chosen, whenDone);
    else if (file) putFile.mutate({ ...chosen, text: await file.text() }, whenDone);
  };
  return (
    <Dialog
      title={isFile ? "Add captions" : "Captions from timeline"}
      size="small"
      onClose={onClose}
    >
      <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        {isFile ? (
          <label className="flex flex-col gap-1 text-sm font-medium">
            File
            <input
              type="file"
              accept=".vtt,.srt,text/vtt,application/x-subrip"
              required
              data-autofocus
              onChange={(event) => setFile(event.target.files?.[0] ?? null)}
              className="text-sm font-normal"
            />
            <span className="text-xs font-normal text-ink-3">WebVTT or SRT, up to 1 MB</span>
          </label>
        ) : (
          <p className="text-sm text-ink-2">
            Players show the captions of the timeline that this video was made of, or its titles if it
            has none, as text that can be turned on and searched.
          </p>
        )}
        <TextField
          label="Language"
          hint={replaces ? "The captions in this language are replaced." : "Such as en, de or pt-BR"}
          value={language}
          onChange={setLanguage}
        />
        <TextField
          label="Name in menus"
          placeholder={languageName(language.trim())}
          maxLength={80}
          value={label}
          onChange={setLabel}
        />
        {put.error && <InlineError error={put.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            type="submit"
            isBusy={put.isPending}
            whyDisabled={file || !isFile ? undefined : "Choose a file first"}
          >
            {replaces ? "Replace" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
