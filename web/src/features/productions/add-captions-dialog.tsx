// SPDX-License-Identifier: Apache-2.0
/** Adds captions to a production: from a file, or from the texts of its timeline. */
import { type FormEvent, useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { CaptionFileField } from "./caption-file-field";
import { languageName } from "./languages";
import type { ProductionDetail } from "./queries";
import { usePutCaptions, usePutTimelineCaptions } from "./stream-queries";

export type Origin = "file" | "timeline";

interface AddCaptionsDialogProps {
  production: ProductionDetail;
  origin: Origin;
  onClose: () => void;
}

export function AddCaptionsDialog({ production, origin, onClose }: AddCaptionsDialogProps) {
  const putFile = usePutCaptions(production.id);
  const putTimeline = usePutTimelineCaptions(production.id);
  const isFile = origin === "file";
  const put = isFile ? putFile : putTimeline;
  const [language, setLanguage] = useState("en");
  const [label, setLabel] = useState("");
  const [text, setText] = useState<string | null>(null);
  const replaces = production.captions.some((one) => one.language === language.trim());
  const shownLabel = label || languageName(language.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const chosen = { language: language.trim(), label: shownLabel };
    const whenDone = {
      onSuccess: () => {
        showToast(`The captions in ${shownLabel} are stored`);
        onClose();
      },
    };
    if (!isFile) putTimeline.mutate(chosen, whenDone);
    else if (text !== null) putFile.mutate({ ...chosen, text }, whenDone);
  };
  return (
    <Dialog
      title={isFile ? "Add captions" : "Captions from timeline"}
      size="small"
      onClose={onClose}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        {isFile ? (
          <CaptionFileField onText={setText} />
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
            whyDisabled={text !== null || !isFile ? undefined : "Choose a file first"}
          >
            {replaces ? "Replace" : "Add"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
