// SPDX-License-Identifier: Apache-2.0
/** The settings of a space. */
import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";

import { ApiError } from "@/api/error";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";
import { showToast } from "@/ui/toast";

import { DeleteSpaceDialog } from "./delete-space-dialog";
import { IconField } from "./icon-field";
import type { Space } from "./queries";
import {
  APPROVALS,
  COMMENTS,
  MEMBERSHIPS,
  type SettingsDraft,
  VISIBILITIES,
  draftOf,
  patchOf,
} from "./settings-draft";
import { useChangeSpace } from "./settings-queries";

const LONGEST = 2000;

export function SettingsTab({ space }: { space: Space }) {
  const [isDeleting, setDeleting] = useState(false);
  const isPermanent = space.type === "personal" || space.isGlobal;
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-4">
      <IconField space={space} />
      <SettingsForm space={space} />
      {!isPermanent && (
        <section
          aria-labelledby="deletion"
          className="flex flex-wrap items-center gap-3 rounded-panel border border-line bg-panel p-4"
        >
          <div className="min-w-0 flex-1 basis-56">
            <h2 id="deletion" className="text-lg font-semibold">
              Delete this space
            </h2>
            <p className="text-sm text-ink-2">Before anything happens you see what goes with it.</p>
          </div>
          <Button icon={Trash2} onClick={() => setDeleting(true)}>
            Delete space…
          </Button>
        </section>
      )}
      {isDeleting && <DeleteSpaceDialog space={space} onClose={() => setDeleting(false)} />}
    </div>
  );
}

function SettingsForm({ space }: { space: Space }) {
  const [draft, setDraft] = useState<SettingsDraft>(() => draftOf(space));
  const change = useChangeSpace(space.id);
  const set = (part: Partial<SettingsDraft>) => setDraft((old) => ({ ...old, ...part }));
  const patch = patchOf(draftOf(space), draft);
  const isChanged = Object.keys(patch).length > 0;
  const atName = change.error instanceof ApiError ? change.error.problemAt("/name") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isChanged || !draft.name.trim()) return;
    change.mutate(patch, { onSuccess: () => showToast("The settings are saved") });
  };
  return (
    <form
      onSubmit={submit}
      aria-label="Settings"
      className="flex flex-col gap-4 rounded-panel border border-line bg-panel p-4"
    >
      <TextField
        label="Name"
        value={draft.name}
        onChange={(name) => set({ name })}
        error={atName}
        maxLength={128}
        required
      />
      <label className="flex flex-col gap-1">
        <span className="text-sm font-medium">Description</span>
        <textarea
          rows={3}
          maxLength={LONGEST}
          value={draft.description}
          onChange={(event) => set({ description: event.target.value })}
          className="w-full rounded-control border border-line-strong bg-field px-3 py-2"
        />
      </label>
      <SelectField
        label="Who sees its feed"
        options={VISIBILITIES}
        value={draft.visibility}
        onChange={(visibility) => set({ visibility })}
      />
      {space.type !== "personal" && (
        <SelectField
          label="Who may become a member"
          options={MEMBERSHIPS}
          value={draft.membership}
          onChange={(membership) => set({ membership })}
        />
      )}
      <SelectField
        label="Publishing"
        options={APPROVALS}
        value={draft.approval}
        onChange={(approval) => set({ approval })}
        hint="The settings of the site may require approval all the same."
      />
      <SelectField
        label="Comments"
        options={COMMENTS}
        value={draft.comments}
        onChange={(comments) => set({ comments })}
        hint="Holds for what is published from now on."
      />
      {change.error && !atName && <InlineError error={change.error} />}
      <div className="flex justify-end gap-2">
        {isChanged && (
          <Button look="quiet" onClick={() => setDraft(draftOf(space))}>
            Discard changes
          </Button>
        )}
        <Button
          type="submit"
          look="primary"
          isBusy={change.isPending}
          whyDisabled={
            !draft.name.trim()
              ? "A space needs a name"
              : isChanged
                ? undefined
                : "Nothing has changed"
          }
        >
          Save
        </Button>
      </div>
    </form>
  );
}
