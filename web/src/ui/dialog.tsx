// SPDX-License-Identifier: Apache-2.0
/** A modal dialog, of the browser's own element: it keeps the focus and closes by Escape. */
import { X } from "lucide-react";
import { type ReactNode, useEffect, useId, useRef } from "react";

import { IconButton } from "./button";
import { cx } from "./cx";

interface DialogProps {
  title: string;
  size?: "small" | "medium" | "large";
  /** Called when the reader closes it; the caller then stops showing it. */
  onClose?: () => void;
  isDismissable?: boolean;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
  /** Whether the content has its own padding. */
  isBare?: boolean;
}

const WIDTHS = { small: "max-w-[420px]", medium: "max-w-[640px]", large: "max-w-[1112px]" };

export function Dialog({
  title,
  size = "medium",
  onClose,
  isDismissable = true,
  actions,
  children,
  isBare = false,
}: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  useEffect(() => {
    const dialog = element.current;
    const opener = document.activeElement;
    if (dialog && !dialog.open) dialog.showModal();
    // `autoFocus` of React comes before the dialog is shown, and then has no effect.
    dialog?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    return () => {
      dialog?.close();
      if (opener instanceof HTMLElement) opener.focus();
    };
  }, []);
  return (
    <dialog
      ref={element}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (isDismissable) onClose?.();
      }}
      onMouseDown={(event) => {
        if (event.target === event.currentTarget && isDismissable) onClose?.();
      }}
      className={cx(
        "m-auto max-h-[calc(100dvh-32px)] w-[calc(100%-32px)] overflow-auto rounded-panel border",
        "border-line bg-panel p-0 text-ink shadow-panel",
        WIDTHS[size],
      )}
    >
      <div className="flex items-center gap-2 border-b border-line px-6 py-3">
        <h2 id={titleId} className="min-w-0 flex-1 truncate text-lg font-semibold">
          {title}
        </h2>
        {actions}
        {isDismissable && <IconButton label="Close" icon={X} onClick={onClose} />}
      </div>
      <div className={cx("break-words", !isBare && "p-6")}>{children}</div>
    </dialog>
  );
}
