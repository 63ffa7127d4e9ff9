// SPDX-License-Identifier: Apache-2.0
/** A choice among a few, of which one is shown, with a label. */
import { useId } from "react";

import { cx } from "./cx";

const BOX =
  "rounded-control border border-line-strong bg-field px-2 text-sm text-ink h-8 max-[899px]:h-11 " +
  "disabled:text-ink-3";

export interface Option<Value extends string> {
  value: Value;
  label: string;
}

interface SelectProps<Value extends string> {
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  disabled?: boolean;
  className?: string;
  onChange: (value: Value) => void;
}

/** A select whose label is for assistive tools only. */
export function Select<Value extends string>(props: SelectProps<Value> & { id?: string }) {
  const { label, options, value, disabled, className, onChange, id } = props;
  return (
    <select
      id={id}
      aria-label={id ? undefined : label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(event.target.value as Value)}
      className={cx(BOX, className)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A select with its label above. */
export function SelectField<Value extends string>(
  props: SelectProps<Value> & { hint?: string },
) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        {props.label}
      </label>
      <Select {...props} id={id} className={cx("w-full", props.className)} />
      {props.hint && <p className="text-xs text-ink-3">{props.hint}</p>}
    </div>
  );
}
