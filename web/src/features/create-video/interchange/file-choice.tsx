// SPDX-License-Identifier: Apache-2.0
/** The file of a timeline, chosen by a button that has the name of the file beside it. */
import { FileUp } from "lucide-react";
import { useRef, useState } from "react";

import { Button } from "@/ui/button";

interface FileChoiceProps {
  label: string;
  accept: string;
  isBusy: boolean;
  onChoose: (file: File) => void;
}

export function FileChoice({ label, accept, isBusy, onChoose }: FileChoiceProps) {
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-3">
      <Button
        data-autofocus
        icon={FileUp}
        isBusy={isBusy}
        onClick={() => input.current?.click()}
      >
        {name === null ? "Choose a file" : "Choose another file"}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        disabled={isBusy}
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after it was changed.
          event.target.value = "";
          if (!file) return;
          setName(file.name);
          onChoose(file);
        }}
      />
      <span className="min-w-0 truncate text-sm text-ink-2">{name ?? label}</span>
    </div>
  );
}
