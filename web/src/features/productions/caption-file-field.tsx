// SPDX-License-Identifier: Apache-2.0
/** Chooses a file of captions, and asks for its encoding where the file does not say it. */
import { FileText } from "lucide-react";
import { useState } from "react";

import { FileButton } from "@/ui/file-button";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";

import { decoded, type Encoding, ENCODINGS, encodingOf, tellingLine } from "./caption-text";

/** What the server takes at most; a larger file is not even read. */
const MOST_BYTES = 1_048_576;

interface CaptionFileFieldProps {
  /** Called with the text, or with null while there is none. */
  onText: (text: string | null) => void;
}

interface Chosen {
  name: string;
  bytes: Uint8Array;
  encoding: Encoding;
  isSure: boolean;
}

export function CaptionFileField({ onText }: CaptionFileFieldProps) {
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState("");
  const show = (next: Chosen) => {
    setChosen(next);
    onText(decoded(next.bytes, next.encoding));
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setChosen(null);
    onText(null);
    setFault("");
    if (file.size > MOST_BYTES) {
      setFault(`${file.name} is larger than 1 MB.`);
      return;
    }
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      show({ name: file.name, bytes, ...encodingOf(bytes) });
    } catch {
      setFault(`${file.name} could not be read.`);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-3">
        <FileButton
          icon={FileText}
          data-autofocus
          label="File"
          accept=".vtt,.srt,text/vtt,application/x-subrip"
          onFiles={([file]) => void choose(file)}
        >
          Choose a file
        </FileButton>
        <span className="min-w-0 flex-1 truncate text-sm" role="status">
          {chosen?.name ?? <span className="text-ink-3">WebVTT or SRT, up to 1 MB</span>}
        </span>
      </div>
      {fault && <InlineError error={new Error(fault)} />}
      {chosen && !chosen.isSure && (
        <EncodingChoice
          chosen={chosen}
          onChange={(encoding) => show({ ...chosen, encoding })}
        />
      )}
    </div>
  );
}

interface EncodingChoiceProps {
  chosen: Chosen;
  onChange: (encoding: Encoding) => void;
}

function EncodingChoice({ chosen, onChange }: EncodingChoiceProps) {
  const text = decoded(chosen.bytes, chosen.encoding);
  return (
    <div className="flex flex-col gap-2 rounded-control border border-line bg-raised p-3">
      <p className="text-sm text-ink-2">
        This file is not UTF-8. Choose the encoding in which this line is right:
      </p>
      <p className="text-sm font-medium break-words" dir="auto" role="status">
        {text === null ? "The file is not in this encoding." : tellingLine(text)}
      </p>
      <SelectField
        label="Encoding"
        options={ENCODINGS}
        value={chosen.encoding}
        onChange={onChange}
      />
    </div>
  );
}
