// SPDX-License-Identifier: Apache-2.0
/** What can be done with an upload, in its menu. */
import { Download, Ellipsis, Info, Pencil, Trash2 } from "lucide-react";

import { IconButton } from "@/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/ui/menu";

import type { Upload } from "./facts";

/** The dialog that is open over the page. */
export type Opened = "rename" | "details" | "delete";

interface UploadMenuProps {
  upload: Upload;
  onOpen: (what: Opened, upload: Upload) => void;
  className?: string;
}

export function UploadMenu({ upload, onOpen, className }: UploadMenuProps) {
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
      {upload.fileUrl && (
        <MenuItem icon={Download} onSelect={() => download(upload)}>
          Download
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem icon={Trash2} isDangerous onSelect={() => onOpen("delete", upload)}>
        Delete
      </MenuItem>
    </Menu>
  );
}

function download(upload: Upload): void {
  const link = document.createElement("a");
  link.href = upload.fileUrl ?? "";
  link.download = upload.originalFilename;
  link.click();
}
