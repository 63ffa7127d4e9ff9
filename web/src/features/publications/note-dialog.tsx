// SPDX-License-Identifier: Apache-2.0
/** Asks for a note with a change of a publication, and makes the change. */
import { type FormEvent, useState } from "react";

import { Button, type Look } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { useChangePublication } from "./queries";

interface NoteDialogProps {
  publicationId: number;
  verb: "unpublish" | "republish";
  title: string;
  label: string;
  hint: string;
  /** Why the change is not made without a note; without it the note may be empty. */
  whyNeeded?: string;
  action: string;
  look: Look;
  /** What is said when it is done. */
  done: string;
  onDone?: () => void;
  onClose: () => void;
}

export function NoteDialog(props: NoteDialogProps) {
  const [note, setNote] = useState("");
  const change = useChangePublication(props.publicationId);
  const whyDisabled = note.trim() ? undefined : props.whyNeeded;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (whyDisabled || change.isPending) return;
    change.mutate(
      { verb: props.verb, note: note.trim() },
      {
        onSuccess: () => {
          showToast(props.done);
          props.onClose();
          props.onDone?.();
        },
      },
    );
  };
  return (
    <Dialog title={props.title} size="small" onClose={props.onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <label className="flex flex-col gap-1">
          <span className="text-sm font-medium">{props.label}</span>
          <textarea
            rows={4}
            maxLength={2000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
            data-autofocus
            className="w-full rounded-control border border-line-strong bg-field px-3 py-2"
          />
          <span className="text-xs text-ink-3">{props.hint}</span>
        </label>
        {change.error && <InlineError error={change.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={props.onClose}>Cancel</Button>
          <Button
            type="submit"
            look={props.look}
            isBusy={change.isPending}
            whyDisabled={whyDisabled}
          >
            {props.action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
