// SPDX-License-Identifier: Apache-2.0
/** Buttons of which one is chosen, each with how many things it stands for. */
import { cx } from "./cx";

export interface Choice<Value extends string> {
  value: Value;
  name: string;
  count?: number;
}

interface ChoicesProps<Value extends string> {
  label: string;
  choices: Choice<Value>[];
  value: Value;
  onChange: (value: Value) => void;
}

export function Choices<Value extends string>({
  label,
  choices,
  value,
  onChange,
}: ChoicesProps<Value>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1">
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          aria-pressed={choice.value === value}
          onClick={() => onChange(choice.value)}
          className={cx(
            "flex h-8 items-center gap-2 rounded-control border px-3 text-sm font-medium max-[899px]:h-11",
            choice.value === value
              ? "border-accent bg-accent-soft text-ink"
              : "border-transparent text-ink-2 hover:bg-hover",
          )}
        >
          {choice.name}
          {choice.count !== undefined && (
            <span className="text-xs font-normal text-ink-3">{choice.count}</span>
          )}
        </button>
      ))}
    </div>
  );
}
