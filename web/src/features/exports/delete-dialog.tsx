// SPDX-License-Identifier: Apache-2.0
/** Asks before an export is deleted, and says what stays. */
import { Trash2 } from "lucide-react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type Export, useDeleteExport } from "./queries";

interface DeleteDialogProps {
  export: Export;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteDialog({ export: shown, onClose, onDeleted }: DeleteDialogProps) {
  const remove = useDeleteExport();
  const confirm = () =>
    remove.mutate(shown.id, {
      onSuccess: () => {
        showToast(`The export “${shown.name}” is deleted`);
        onDeleted();
      },
    });
  return (
    <Dialog title={`Delete “${shown.name}”?`} size="small" onClose={onClose}>
      <p className="text-ink-2">
        The exported MP4 is deleted for good. Its timeline stays: you can export it again.
      </p>
      {shown.productionId !== null && (
        <p className="mt-2 text-ink-2">
          Its production stays on Productions, and what is published stays published.
        </p>
      )}
      {remove.error && (
        <div className="mt-4">
          <InlineError error={remove.error} />
        </div>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" icon={Trash2} isBusy={remove.isPending} onClick={confirm}>
          Delete export only
        </Button>
      </div>
    </Dialog>
  );
}
