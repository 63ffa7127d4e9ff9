// SPDX-License-Identifier: Apache-2.0
/** A field that narrows a list while one types. */
import { Search } from "lucide-react";

import { cx } from "./cx";

/** As many characters of words the server takes. */
const LONGEST = 200;

interface SearchFieldProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  className?: string;
  /** Whether a dialog begins with the focus in it. */
  hasFirstFocus?: boolean;
}

export function SearchField({ label, value, onChange, className, hasFirstFocus }: SearchFieldProps) {
  return (
    <label className={cx("relative block", className)}>
      <Search size={16} aria-hidden className="absolute top-1/2 left-3 -translate-y-1/2 text-ink-3" />
      <input
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        maxLength={LONGEST}
        data-autofocus={hasFirstFocus || undefined}
        onChange={(event) => onChange(event.target.value)}
        className="h-8 w-full rounded-control border border-line-strong bg-field pr-2 pl-9 text-sm placeholder:text-ink-3 max-[899px]:h-11"
      />
    </label>
  );
}
