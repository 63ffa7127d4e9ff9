// SPDX-License-Identifier: Apache-2.0
/** What a file does not hold, or what was left out of one. */
import type { Loss } from "./requests";

export function LossList({ label, losses }: { label: string; losses: Loss[] }) {
  return (
    <section aria-label={label} className="flex min-h-0 flex-col gap-2">
      <h3 className="text-sm font-semibold">{label}</h3>
      <ul
        tabIndex={0}
        aria-label={label}
        className="flex max-h-56 flex-col divide-y divide-line overflow-y-auto rounded-control border border-line"
      >
        {losses.map((loss) => (
          <li
            key={`${loss.code} ${loss.detail}`}
            className="flex items-baseline gap-3 px-3 py-2 text-sm text-ink-2"
          >
            <span className="min-w-0 flex-1">{loss.detail}</span>
            <span className="shrink-0 text-xs text-ink-3 tabular-nums">
              {loss.pointers.length === 1 ? "1 place" : `${loss.pointers.length} places`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
