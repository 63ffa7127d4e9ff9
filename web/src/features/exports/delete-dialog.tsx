// SPDX-License-Identifier: Apache-2.0
/** Asks before an export is deleted, and says what stays. */
import { useQuery } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type Export, exportUsesQuery, useDeleteExport } from "./queries";

interface DeleteDialogProps {
  export: Export;
  onClose: () => void;
  onDeleted: () => void;
}

export function DeleteDialog({ export: shown, onClose, onDeleted }: DeleteDialogProps) {
  const remove = useDeleteExport();
  const uses = useQuery(exportUsesQuery(shown.id));
  const error = remove.error ?? uses.error;
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
      {uses.data !== undefined && uses.data > 0 && (
        <p className="mt-2 text-warn">
          {uses.data === 1 ? "A timeline has" : `${uses.data} timelines have`} it as a clip, which
          will be missing there.
        </p>
      )}
      {error && (
        <div className="mt-4">
          <InlineError error={error} />
        </div>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          look="danger"
          icon={Trash2}
          isBusy={remove.isPending || uses.isPending}
          whyDisabled={uses.error ? "What uses it is not known" : undefined}
          onClick={confirm}
        >
          Delete export only
        </Button>
      </div>
    </Dialog>
  );
}
