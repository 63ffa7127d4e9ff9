// SPDX-License-Identifier: Apache-2.0
/** Renames an export. */
import { type FormEvent, useState } from "react";

import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";

import { type Export, useRenameExport } from "./queries";

interface RenameDialogProps {
  export: Export;
  onClose: () => void;
}

export function RenameDialog({ export: shown, onClose }: RenameDialogProps) {
  const [name, setName] = useState(shown.name);
  const rename = useRenameExport();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    rename.mutate({ shown, name: name.trim() }, { onSuccess: onClose });
  };
  return (
    <Dialog title="Rename export" size="small" onClose={onClose}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <TextField label="Name" value={name} onChange={setName} maxLength={512} data-autofocus required />
        {rename.error && <InlineError error={rename.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            look="primary"
            isBusy={rename.isPending}
            whyDisabled={name.trim() ? undefined : "A name needs a letter"}
          >
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
