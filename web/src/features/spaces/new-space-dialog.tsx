// SPDX-License-Identifier: Apache-2.0
/** Creates a group. */
import { type FormEvent, useState } from "react";

import { ApiError } from "@/api/error";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type Space, useCreateSpace } from "./queries";

interface NewSpaceDialogProps {
  onClose: () => void;
  onCreated: (space: Space) => void;
}

type Visibility = "private" | "public";

const VISIBILITIES: [Visibility, string, string][] = [
  ["private", "Its members", "Only those who hold a role in it see its feed."],
  ["public", "Everybody", "Anybody with the address sees its feed, signed in or not."],
];

export function NewSpaceDialog({ onClose, onCreated }: NewSpaceDialogProps) {
  const [name, setName] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("private");
  const create = useCreateSpace();
  const atName = create.error instanceof ApiError ? create.error.problemAt("/name") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate(
      { name: name.trim(), visibility },
      {
        onSuccess: ({ space }) => {
          showToast(`The group ${space.name} is created`);
          onClose();
          onCreated(space);
        },
      },
    );
  };
  return (
    <Dialog title="New group" size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={atName}
          maxLength={128}
          autoFocus
          required
        />
        <fieldset>
          <legend className="mb-1 text-sm font-medium">Who sees its feed</legend>
          {VISIBILITIES.map(([value, title, note]) => (
            <label key={value} className="flex items-start gap-3 py-1.5">
              <input
                type="radio"
                name="visibility"
                checked={visibility === value}
                onChange={() => setVisibility(value)}
                className="mt-0.5 size-[18px] accent-accent-strong"
              />
              <span>
                <span className="block text-sm">{title}</span>
                <span className="block text-xs text-ink-3">{note}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {create.error && !atName && <InlineError error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            isBusy={create.isPending}
            whyDisabled={name.trim() ? undefined : "A group needs a name"}
          >
            Create group
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
