// SPDX-License-Identifier: Apache-2.0
/** Takes a video out of a space; a moderator says why, so that its owner reads it. */
import { NoteDialog } from "./note-dialog";

interface UnpublishDialogProps {
  publicationId: number;
  name: string;
  /** Whether the user removes a video of their own. */
  isOwn: boolean;
  onDone?: () => void;
  onClose: () => void;
}

export function UnpublishDialog({ publicationId, name, isOwn, ...rest }: UnpublishDialogProps) {
  return (
    <NoteDialog
      publicationId={publicationId}
      verb="unpublish"
      title={`Unpublish ${name}?`}
      label={isOwn ? "Note (optional)" : "Reason"}
      hint={
        isOwn
          ? "It stands in the log of the publication. You can publish the video again."
          : "Its owner reads it. Only a moderator can publish the video again."
      }
      whyNeeded={isOwn ? undefined : "Say why, so that the owner understands it"}
      action="Unpublish"
      look="danger"
      done={`${name} is unpublished`}
      {...rest}
    />
  );
}
