// SPDX-License-Identifier: Apache-2.0
/** The file of a timeline, chosen by a button that has the name of the file beside it. */
import { FileUp } from "lucide-react";
import { useState } from "react";

import { FileButton } from "@/ui/file-button";

interface FileChoiceProps {
  label: string;
  accept: string;
  isBusy: boolean;
  onChoose: (file: File) => void;
}

export function FileChoice({ label, accept, isBusy, onChoose }: FileChoiceProps) {
  const [name, setName] = useState<string | null>(null);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-3">
      <FileButton
        data-autofocus
        icon={FileUp}
        isBusy={isBusy}
        label={label}
        accept={accept}
        onFiles={([file]) => {
          if (!file) return;
          setName(file.name);
          onChoose(file);
        }}
      >
        {name === null ? "Choose a file" : "Choose another file"}
      </FileButton>
      <span className="min-w-0 truncate text-sm text-ink-2">{name ?? label}</span>
    </div>
  );
}
