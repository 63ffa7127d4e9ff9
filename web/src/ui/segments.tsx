// SPDX-License-Identifier: Apache-2.0
/** A choice among a few, of which all can be seen. */
import { cx } from "./cx";

interface SegmentsProps<Value extends string> {
  label: string;
  /** A hint is shown while the pointer rests on its option. */
  options: readonly { value: Value; label: string; hint?: string }[];
  value: Value | null;
  onChange: (value: Value) => void;
}

export function Segments<Value extends string>({
  label,
  options,
  value,
  onChange,
}: SegmentsProps<Value>) {
  return (
    <div
      role="group"
      aria-label={label}
      className="flex h-8 shrink-0 overflow-hidden rounded-control border border-line-strong max-[899px]:h-11"
    >
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          title={option.hint}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
          className={cx(
            "border-l border-line px-2.5 text-sm font-medium first:border-l-0 focus-visible:-outline-offset-2",
            option.value === value
              ? "bg-raised text-ink shadow-[inset_0_-2px_0_var(--color-accent)]"
              : "text-ink-2 hover:bg-hover",
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
