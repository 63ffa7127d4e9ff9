// SPDX-License-Identifier: Apache-2.0
/** Fields with a label, a hint and what is wrong with their value. */
import { type InputHTMLAttributes, useId } from "react";

import { cx } from "./cx";

const BOX =
  "w-full rounded-control border border-line-strong bg-field px-3 text-base text-ink " +
  "placeholder:text-ink-3 aria-invalid:border-bad";

interface FieldProps {
  label: string;
  hint?: string;
  error?: string;
  value: string;
  onChange: (value: string) => void;
}

type InputProps = FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, keyof FieldProps>;

export function TextField({ label, hint, error, value, onChange, ...rest }: InputProps) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        {...rest}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        className={cx(BOX, "h-8 max-[899px]:h-11")}
      />
      <Note id={`${id}-note`} hint={hint} error={error} />
    </div>
  );
}

function Note({ id, hint, error }: { id: string; hint?: string; error?: string }) {
  if (!error && !hint) return null;
  return (
    <p id={id} className={cx("text-xs", error ? "text-bad" : "text-ink-3")}>
      {error ?? hint}
    </p>
  );
}
