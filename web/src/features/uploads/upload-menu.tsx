// SPDX-License-Identifier: Apache-2.0
/** What can be done with an upload, in its menu. */
import { useNavigate } from "@tanstack/react-router";
import { Download, Ellipsis, FileX2, Info, Pencil, Scissors, Star, StarOff, Trash2 } from "lucide-react";

import { useFavorite } from "@/api/assets";
import { useActiveDrafts, useDiscard } from "@/features/drafts";
import { download } from "@/lib/downloading";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";

import type { Upload } from "./facts";
import { groupOf } from "./queries";

/** The dialog that is open over the page. */
export type Opened = "rename" | "details" | "delete";

interface UploadMenuProps {
  upload: Upload;
  onOpen: (what: Opened, upload: Upload) => void;
  className?: string;
}

export function UploadMenu({ upload, onOpen, className }: UploadMenuProps) {
  const draft = useActiveDrafts().get(upload.id);
  const discard = useDiscard();
  const favorite = useFavorite();
  const navigate = useNavigate();
  const openTimeline = () =>
    navigate({ to: "/create-video" as never, search: { upload: String(upload.id) } as never });
  return (
    <Menu
      trigger={
        <IconButton label={`More of ${upload.name}`} icon={Ellipsis} className={className} />
      }
    >
      <MenuItem icon={Pencil} onSelect={() => onOpen("rename", upload)}>
        Rename
      </MenuItem>
      <MenuItem icon={Info} onSelect={() => onOpen("details", upload)}>
        Details
      </MenuItem>
      {upload.kind === "video" && upload.state === "ready" && !upload.sourceDeletedAt && (
        <MenuItem icon={Scissors} onSelect={() => void openTimeline()}>
          New timeline
        </MenuItem>
      )}
      {upload.fileUrl && (
        <MenuItem icon={Download} onSelect={() => download(upload.fileUrl ?? "", upload.originalFilename)}>
          Download
        </MenuItem>
      )}
      <MenuItem
        icon={upload.isFavorite ? StarOff : Star}
        onSelect={() => favorite.mutate({ group: groupOf(upload), uploadId: upload.id, favorite: !upload.isFavorite })}
      >
        {upload.isFavorite ? "Remove from favourites" : "Add to favourites"}
      </MenuItem>
      <MenuSeparator />
      {draft && (
        <MenuItem icon={FileX2} onSelect={() => discard.mutate(draft)}>
          Discard Draft
        </MenuItem>
      )}
      <MenuItem icon={Trash2} isDangerous onSelect={() => onOpen("delete", upload)}>
        Delete
      </MenuItem>
    </Menu>
  );
}
