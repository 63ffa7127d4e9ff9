// SPDX-License-Identifier: Apache-2.0
/** What can be done with a production, beside looking at it. */
import { useNavigate } from "@tanstack/react-router";
import { Layers, MoreVertical, Scissors, Send, Trash2 } from "lucide-react";
import { useState } from "react";

import { useOpenAsTimeline } from "@/features/drafts";
import { useOpenTimeline } from "@/features/exports";
import { Button, IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";
import { showToast } from "@/ui/toast";

import { type Production, useDeleteProduction } from "./queries";

interface ProductionMenuProps {
  production: Production;
  onDeleted?: () => void;
}

export function ProductionMenu({ production, onDeleted }: ProductionMenuProps) {
  const navigate = useNavigate();
  const openTimeline = useOpenTimeline();
  const openAsTimeline = useOpenAsTimeline();
  const [isDeleting, setDeleting] = useState(false);
  const { projectId, draftId } = production;
  return (
    <>
      <Menu trigger={<IconButton label={`More of ${production.name}`} icon={MoreVertical} />}>
        {production.sourceRole === "export" && (
          <MenuItem
            icon={Scissors}
            disabled={projectId === null}
            onSelect={() => projectId !== null && openTimeline(projectId)}
          >
            Open Timeline
          </MenuItem>
        )}
        {draftId !== null && (
          <MenuItem
            icon={Layers}
            disabled={openAsTimeline.isPending}
            onSelect={() => openAsTimeline.open(draftId)}
          >
            Open as timeline
          </MenuItem>
        )}
        <MenuItem
          icon={Send}
          disabled={production.state !== "ready"}
          onSelect={() =>
            void navigate({
              to: "/publish" as never,
              search: { production: String(production.id) } as never,
            })
          }
        >
          Publish
        </MenuItem>
        <MenuSeparator />
        <MenuItem icon={Trash2} isDangerous onSelect={() => setDeleting(true)}>
          Delete
        </MenuItem>
      </Menu>
      {isDeleting && (
        <DeleteDialog
          production={production}
          onClose={() => setDeleting(false)}
          onDeleted={onDeleted}
        />
      )}
    </>
  );
}

interface DeleteDialogProps extends ProductionMenuProps {
  onClose: () => void;
}

function DeleteDialog({ production, onClose, onDeleted }: DeleteDialogProps) {
  const remove = useDeleteProduction();
  const confirm = () =>
    remove.mutate(production.id, {
      onSuccess: () => {
        showToast(`The production “${production.name}” is deleted`);
        onClose();
        onDeleted?.();
      },
    });
  return (
    <Dialog title={`Delete “${production.name}”?`} size="small" onClose={onClose}>
      <p className="text-ink-2">
        Its stream, its captions and its chapters are deleted for good. The {production.sourceRole === "export" ? "export" : "upload"}{" "}
        stays: you can prepare it again.
      </p>
      {production.publishedCount > 0 && (
        <p className="mt-2 text-ink-2">
          It is published. Unpublish it everywhere first; until then it cannot be deleted.
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
          Delete production
        </Button>
      </div>
    </Dialog>
  );
}
