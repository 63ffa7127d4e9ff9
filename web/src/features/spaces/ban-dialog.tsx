// SPDX-License-Identifier: Apache-2.0
/** Asks for how long and why a user is banned from a space. */
import { type FormEvent, useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";
import { showToast } from "@/ui/toast";

import { type Member, useChangeMember } from "./member-queries";
import type { Space } from "./queries";

const TERMS = [
  { value: "", label: "Until the ban is lifted" },
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
] as const;

interface BanDialogProps {
  space: Space;
  member: Member;
  onClose: () => void;
}

export function BanDialog({ space, member, onClose }: BanDialogProps) {
  const [days, setDays] = useState<(typeof TERMS)[number]["value"]>("");
  const [reason, setReason] = useState("");
  const change = useChangeMember(space.id, member.userId);
  const name = member.displayName || `User ${member.userId}`;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(
      { kind: "ban", reason: reason.trim(), days: days ? Number(days) : null },
      {
        onSuccess: () => {
          showToast(`${name} is banned from ${space.name}`);
          onClose();
        },
      },
    );
  };
  return (
    <Dialog title={`Ban ${name}?`} size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-2">
          They lose their roles in {space.name}, and can neither see nor join it.
        </p>
        <SelectField label="For how long" options={TERMS} value={days} onChange={setDays} />
        <TextField
          label="Reason"
          hint="Only administrators of the space see it."
          value={reason}
          onChange={setReason}
          maxLength={2000}
          data-autofocus
        />
        {change.error && <InlineError error={change.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="danger" isBusy={change.isPending}>
            Ban
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
