// SPDX-License-Identifier: Apache-2.0
/** Changes who may watch a publication that is there already. */
import { type FormEvent, useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type AudienceChoice, AudienceField } from "./audience-field";
import { type Publication, useChangeVisibility } from "./queries";

interface AudienceDialogProps {
  publication: Pick<Publication, "id" | "visibility">;
  spaceName: string;
  /** Whether moderators look at what is shown to more people. */
  needsApproval: boolean;
  onClose: () => void;
}

export function AudienceDialog(props: AudienceDialogProps) {
  const { publication, spaceName, needsApproval, onClose } = props;
  const before: AudienceChoice = publication.visibility === "members" ? "members" : "inherit";
  const [audience, setAudience] = useState(before);
  const change = useChangeVisibility(publication.id);
  const isWider = before === "members" && audience === "inherit";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (audience === before || change.isPending) return;
    change.mutate(audience, {
      onSuccess: ({ publication: { status } }) => {
        const waits = isWider && status === "pending";
        showToast(waits ? `${spaceName} is asked for review` : `Who may watch is changed`);
        onClose();
      },
    });
  };
  return (
    <Dialog title={`Who may watch in ${spaceName}`} size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <AudienceField value={audience} onChange={setAudience} />
        {isWider && needsApproval && (
          <p className="text-sm text-ink-2">
            Nobody sees it until a moderator has approved that more people may watch it.
          </p>
        )}
        {change.error && <InlineError error={change.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            isBusy={change.isPending}
            whyDisabled={audience === before ? "It is so already" : undefined}
          >
            Change
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
