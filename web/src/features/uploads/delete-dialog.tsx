// SPDX-License-Identifier: Apache-2.0
/** Says what goes with an upload and what stays, and deletes it. */
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { consequencesOf } from "./consequences";
import type { Upload } from "./facts";
import { useDelete, useUploadDetails } from "./queries";
import { Usage } from "./usage";

interface DeleteDialogProps {
  upload: Upload;
  onClose: () => void;
}

export function DeleteDialog({ upload, onClose }: DeleteDialogProps) {
  const remove = useDelete();
  const uses = useUploadDetails(upload.id).data?.upload.usedBy;
  const deleted = () => {
    onClose();
    showToast(`${upload.name} was deleted`);
  };
  return (
    <Dialog title={`Delete ${upload.name}?`} size="small" onClose={onClose}>
      <p className="text-ink-2">
        The file and all that was made of it for the editor go: preview, pictures and waveform. This
        cannot be undone.
      </p>
      <h3 className="mt-4 mb-1 text-sm font-medium">Used in</h3>
      <Usage upload={upload} />
      {uses && (
        <ul className="mt-3 flex list-disc flex-col gap-1 pl-5 text-sm text-ink-2">
          {consequencesOf(uses.map(({ kind }) => kind)).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      )}
      {remove.error && (
        <div className="mt-4">
          <InlineError error={remove.error} />
        </div>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button data-autofocus onClick={onClose}>
          Cancel
        </Button>
        <Button
          look="danger"
          isBusy={remove.isPending}
          onClick={() => remove.mutate(upload.id, { onSuccess: deleted })}
        >
          Delete
        </Button>
      </div>
    </Dialog>
  );
}
