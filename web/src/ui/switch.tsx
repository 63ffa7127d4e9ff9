// SPDX-License-Identifier: Apache-2.0
/** Turns something on or off at once. */
import { cx } from "./cx";

interface SwitchProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function Switch({ label, isOn, onChange }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={isOn}
      aria-label={label}
      title={label}
      onClick={() => onChange(!isOn)}
      className="grid h-8 w-10 shrink-0 place-items-center max-[899px]:h-11"
    >
      <span
        className={cx(
          "flex h-5 w-9 items-center rounded-full border px-0.5 transition-colors",
          isOn ? "border-accent-strong bg-accent-strong" : "border-line-strong bg-field",
        )}
      >
        <span
          className={cx(
            "size-3.5 rounded-full transition-transform",
            isOn ? "translate-x-4 bg-white" : "bg-line-strong",
          )}
        />
      </span>
    </button>
  );
}
