// SPDX-License-Identifier: Apache-2.0
/** Asks when a production is to be published, and until when. */
import { type FormEvent, useState } from "react";

import { type AudienceChoice, AudienceField } from "@/features/publications";
import { formatCount } from "@/lib/formats";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { actionsOf, faultOf, fieldOf, nextHour } from "./moments";
import { useSchedule } from "./schedule-queries";

interface LaterDialogProps {
  productionId: number;
  /** The spaces to publish into. */
  spaces: { id: number; name: string }[];
  onClose: () => void;
  onScheduled: () => void;
}

export function LaterDialog({ productionId, spaces, onClose, onScheduled }: LaterDialogProps) {
  const [begin, setBegin] = useState(() => fieldOf(nextHour(new Date())));
  const [end, setEnd] = useState("");
  const [audience, setAudience] = useState<AudienceChoice>("inherit");
  const schedule = useSchedule(productionId);
  const fault = faultOf(begin, end, new Date());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (faultOf(begin, end, new Date())) return;
    const actions = actionsOf(
      spaces.map((space) => space.id),
      begin,
      end,
      audience === "inherit" ? null : audience,
    );
    schedule.mutate(actions, {
      onSuccess: () => {
        showToast(`Scheduled for ${formatCount(spaces.length, "space")}`);
        onClose();
        onScheduled();
      },
    });
  };
  return (
    <Dialog title="Publish later" size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <p className="text-ink-2">Into {spaces.map((space) => space.name).join(", ")}.</p>
        <TextField
          label="Publish at"
          type="datetime-local"
          value={begin}
          onChange={setBegin}
          error={fault && begin ? fault : undefined}
          data-autofocus
          required
        />
        <TextField
          label="Unpublish at (optional)"
          hint="Without it the video stays until somebody removes it."
          type="datetime-local"
          value={end}
          onChange={setEnd}
        />
        <AudienceField value={audience} onChange={setAudience} />
        {schedule.error && <InlineError error={schedule.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={schedule.isPending} whyDisabled={fault}>
            Schedule
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
