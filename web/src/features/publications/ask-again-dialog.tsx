// SPDX-License-Identifier: Apache-2.0
/** Asks the moderators of a space to look at a rejected video once more. */
import { NoteDialog } from "./note-dialog";

interface AskAgainDialogProps {
  publicationId: number;
  spaceName: string;
  onClose: () => void;
}

export function AskAgainDialog({ publicationId, spaceName, onClose }: AskAgainDialogProps) {
  return (
    <NoteDialog
      publicationId={publicationId}
      verb="republish"
      title={`Ask ${spaceName} again?`}
      label="What you changed (optional)"
      hint="It stands in the log of the publication, which the moderators read."
      action="Ask for review"
      look="primary"
      done={`${spaceName} is asked for review`}
      onClose={onClose}
    />
  );
}
