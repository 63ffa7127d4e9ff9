// SPDX-License-Identifier: Apache-2.0
/** Creates a group or a channel. */
import { type FormEvent, useState } from "react";

import { ApiError } from "@/api/error";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type SiteSettings, type Space, useCreateSpace } from "./queries";

interface NewSpaceDialogProps {
  /** What the site allows; undefined while it is not known. */
  site: SiteSettings | undefined;
  onClose: () => void;
  onCreated: (space: Space) => void;
}

type Kind = "group" | "channel";
type Visibility = "private" | "public";

const KINDS: readonly [Kind, string, string][] = [
  ["group", "Group", "People who work together. What they publish appears at once."],
  ["channel", "Channel", "One subject for many. A moderator approves what is published."],
];

const VISIBILITIES: readonly [Visibility, string, string][] = [
  ["private", "Its members", "Only those who hold a role in it see its feed."],
  ["public", "Everybody", "Anybody with the address sees its feed, signed in or not."],
];

export function NewSpaceDialog({ site, onClose, onCreated }: NewSpaceDialogProps) {
  const kinds = KINDS.filter(([kind]) => isAllowed(site, kind));
  const [kind, setKind] = useState<Kind>(kinds[0]?.[0] ?? "group");
  const [name, setName] = useState("");
  const [visibility, setVisibility] = useState<Visibility>("private");
  const create = useCreateSpace();
  const atName = create.error instanceof ApiError ? create.error.problemAt("/name") : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!name.trim()) return;
    create.mutate(
      { name: name.trim(), type: kind, visibility },
      {
        onSuccess: ({ space }) => {
          showToast(`The ${kind} ${space.name} is created`);
          onClose();
          onCreated(space);
        },
      },
    );
  };
  return (
    <Dialog title="New space" size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Radios label="What it is" name="kind" options={kinds} value={kind} onChange={setKind} />
        <TextField
          label="Name"
          value={name}
          onChange={setName}
          error={atName}
          maxLength={128}
          data-autofocus
          required
        />
        <Radios
          label="Who sees its feed"
          name="visibility"
          options={VISIBILITIES}
          value={visibility}
          onChange={setVisibility}
        />
        {create.error && !atName && <InlineError error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            isBusy={create.isPending}
            whyDisabled={name.trim() ? undefined : "A space needs a name"}
          >
            Create {kind}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function isAllowed(site: SiteSettings | undefined, kind: Kind): boolean {
  if (!site) return true;
  return kind === "group" ? site.allowGroupCreation : site.allowChannelCreation;
}

interface RadiosProps<Value extends string> {
  label: string;
  name: string;
  options: readonly [Value, string, string][];
  value: Value;
  onChange: (value: Value) => void;
}

function Radios<Value extends string>(props: RadiosProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-medium">{props.label}</legend>
      {props.options.map(([value, title, note]) => (
        <label key={value} className="flex items-start gap-3 py-1.5">
          <input
            type="radio"
            name={props.name}
            checked={props.value === value}
            onChange={() => props.onChange(value)}
            className="mt-0.5 size-[18px] accent-accent-strong"
          />
          <span>
            <span className="block text-sm">{title}</span>
            <span className="block text-xs text-ink-3">{note}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
