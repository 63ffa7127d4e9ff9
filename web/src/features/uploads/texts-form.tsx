// SPDX-License-Identifier: Apache-2.0
/** The texts of an upload as one edits them: its name, its description and its tags. */
import { type FormEvent, useId, useState } from "react";

import { ApiError } from "@/api/error";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import type { Upload } from "./facts";
import { type Texts, useTexts } from "./queries";
import { TagField, useTags } from "./tag-field";

/** As many characters as the server takes. */
export const LONGEST_NAME = 512;
const LONGEST_DESCRIPTION = 2000;

export function TextsForm({ upload, onSaved }: { upload: Upload; onSaved: () => void }) {
  const [name, setName] = useState(upload.name);
  const [description, setDescription] = useState(upload.description ?? "");
  const tags = useTags(upload.tags);
  const save = useTexts();
  const isTooLong = lengthOf(description) > LONGEST_DESCRIPTION;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const all = tags.add(tags.typed);
    if (all === null || isTooLong) return;
    const changes = changesOf(upload, { name, description, tags: all });
    const before = changesBack(upload, changes);
    const saved = () => {
      onSaved();
      showToast(`${changes.modifiedFilename ?? upload.name} was changed`, {
        action: { label: "Undo", run: () => save.mutate({ uploadId: upload.id, texts: before }) },
      });
    };
    if (Object.keys(changes).length === 0) onSaved();
    else save.mutate({ uploadId: upload.id, texts: changes }, { onSuccess: saved });
  };
  const code = save.error instanceof ApiError ? save.error.code : "";
  const saidOf = (field: string) => (code === field ? save.error?.message : undefined);
  const isSaidAtField = ["invalid_name", "invalid_description", "invalid_tags"].includes(code);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <TextField
        label="Name"
        required
        maxLength={LONGEST_NAME}
        value={name}
        onChange={setName}
        error={saidOf("invalid_name")}
      />
      <DescriptionField
        value={description}
        onChange={setDescription}
        error={
          isTooLong
            ? `A description has up to ${LONGEST_DESCRIPTION} characters.`
            : saidOf("invalid_description")
        }
      />
      <TagField edited={tags} error={saidOf("invalid_tags")} />
      {save.error && !isSaidAtField && <InlineError error={save.error} />}
      <div className="flex justify-end">
        <Button type="submit" look="primary" isBusy={save.isPending}>
          Save
        </Button>
      </div>
    </form>
  );
}

interface DescriptionProps {
  value: string;
  onChange: (value: string) => void;
  error?: string;
}

/** Takes more than may be saved, so that nothing of what is pasted is lost unseen. */
function DescriptionField({ value, onChange, error }: DescriptionProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        Description
      </label>
      <textarea
        id={id}
        rows={3}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={`${id}-note`}
        className="w-full rounded-control border border-line-strong bg-field px-3 py-2 text-base aria-invalid:border-bad"
      />
      <p
        id={`${id}-note`}
        className={cx("flex justify-between gap-3 text-xs", error ? "text-bad" : "text-ink-3")}
      >
        <span>{error}</span>
        <span className="shrink-0">
          {lengthOf(value)} of {LONGEST_DESCRIPTION.toLocaleString("en-GB")}
        </span>
      </p>
    </div>
  );
}

/** Returns how many characters the server counts. */
function lengthOf(text: string): number {
  return [...text].length;
}

interface Edited {
  name: string;
  description: string;
  tags: string[];
}

function changesOf(upload: Upload, { name, description, tags }: Edited): Texts {
  return {
    ...(name !== upload.name && { modifiedFilename: name }),
    ...(description !== (upload.description ?? "") && { description: description || null }),
    ...(tags.join() !== upload.tags.join() && { tags }),
  };
}

/** Returns what the changed texts were before. */
function changesBack(upload: Upload, changes: Texts): Texts {
  return {
    ...(changes.modifiedFilename !== undefined && { modifiedFilename: upload.name }),
    ...(changes.description !== undefined && { description: upload.description }),
    ...(changes.tags !== undefined && { tags: upload.tags }),
  };
}
