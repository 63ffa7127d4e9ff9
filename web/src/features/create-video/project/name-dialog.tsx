// SPDX-License-Identifier: Apache-2.0
/** Asks for the name of the open project. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { queryKeys } from "@/api/query-keys";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { useMutation } from "@/ui/use-mutation";

import { renameProject } from "../project-requests";
import { useProject } from "../project-state";

interface NameDialogProps {
  title: string;
  action: string;
  onClose: () => void;
  /** Called when the project has its name, before the dialog closes. */
  onNamed?: () => void;
}

export function NameDialog({ title, action, onClose, onNamed }: NameDialogProps) {
  const project = useProject((state) => state.project);
  const queries = useQueryClient();
  const [name, setName] = useState(project?.name ?? "");
  const rename = useMutation({
    mutationFn: () => renameProject(project?.id ?? 0, name.trim()),
    onSuccess: (renamed) => {
      useProject.setState({ project: renamed });
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      onClose();
      onNamed?.();
    },
  });
  return (
    <Dialog title={title} size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) rename.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          data-autofocus
          maxLength={255}
          value={name}
          onChange={setName}
        />
        {rename.error && <InlineError error={rename.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={rename.isPending}>
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
