// SPDX-License-Identifier: Apache-2.0
/** Opens the dialog of the browser in which files are chosen: as a button, or from anywhere else. */
import { type ReactNode, useRef } from "react";

import { Button, type ButtonProps } from "./button";

interface Choosing {
  /** What is chosen, for those who do not see where the button stands. */
  label: string;
  /** Types and names of files that are offered; all without it. */
  accept?: string;
  isMultiple?: boolean;
  onFiles: (files: File[]) => void;
}

interface FileChooser {
  /** Opens the dialog. */
  choose: () => void;
  /** Stands anywhere on the page; nobody sees it. */
  input: ReactNode;
}

/** Returns what opens the dialog of the browser, and the hidden field that it belongs to. */
export function useFileChooser({ label, accept, isMultiple, onFiles }: Choosing): FileChooser {
  const field = useRef<HTMLInputElement>(null);
  const input = (
    <input
      ref={field}
      type="file"
      hidden
      multiple={isMultiple}
      accept={accept}
      aria-label={label}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        // The same file can be chosen again, such as after it was changed.
        event.target.value = "";
        if (files.length > 0) onFiles(files);
      }}
    />
  );
  return { choose: () => field.current?.click(), input };
}

type FileButtonProps = Choosing & Omit<ButtonProps, "onClick">;

export function FileButton({ label, accept, isMultiple, onFiles, ...rest }: FileButtonProps) {
  const { choose, input } = useFileChooser({ label, accept, isMultiple, onFiles });
  return (
    <>
      <Button {...rest} onClick={choose} />
      {input}
    </>
  );
}
