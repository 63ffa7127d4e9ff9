// SPDX-License-Identifier: Apache-2.0
/** Buttons, with words or with an icon alone. */
import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";

import { cx } from "./cx";

export type Look = "primary" | "outline" | "quiet" | "danger";

const LOOKS: Record<Look, string> = {
  primary: "bg-accent-strong text-white hover:brightness-110",
  outline: "border border-line-strong bg-transparent text-ink hover:bg-hover",
  quiet: "text-ink-2 hover:bg-hover hover:text-ink",
  danger: "bg-bad-strong text-white hover:brightness-110",
};

/** The classes of a button, for links that look like one. */
export function buttonClass(look: Look = "outline", extra?: string): string {
  return cx(
    "inline-flex h-8 items-center justify-center gap-2 whitespace-nowrap rounded-control px-3",
    "text-sm font-medium transition-colors max-[899px]:h-11",
    LOOKS[look],
    extra,
  );
}

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  look?: Look;
  icon?: LucideIcon;
  isBusy?: boolean;
  /** Why the button does nothing now; it stays focusable and says so. */
  whyDisabled?: string;
  children: ReactNode;
}

export function Button({
  look = "outline",
  icon: Icon,
  isBusy = false,
  whyDisabled,
  className,
  children,
  onClick,
  type = "button",
  ...rest
}: ButtonProps) {
  const isInert = isBusy || whyDisabled !== undefined;
  return (
    <button
      type={type}
      {...rest}
      aria-disabled={isInert || undefined}
      title={whyDisabled ?? rest.title}
      onClick={(event) => {
        if (isInert) event.preventDefault();
        else onClick?.(event);
      }}
      className={cx(
        buttonClass(look, className),
        whyDisabled !== undefined &&
          "!border-transparent !bg-disabled !text-disabled-ink cursor-not-allowed hover:!brightness-100",
      )}
    >
      {isBusy ? (
        <LoaderCircle size={16} aria-hidden className="shrink-0 animate-spin" />
      ) : (
        Icon && <Icon size={16} aria-hidden className="shrink-0" />
      )}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  icon: LucideIcon;
  size?: number;
}

export function IconButton({ label, icon: Icon, size = 16, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={cx(
        "inline-grid size-8 shrink-0 place-content-center rounded-control text-ink-2",
        "hover:bg-hover hover:text-ink max-[899px]:size-11",
        className,
      )}
    >
      <Icon size={size} aria-hidden />
    </button>
  );
}
