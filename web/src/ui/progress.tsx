// SPDX-License-Identifier: Apache-2.0
/** A bar that shows how much of something is done. */
interface ProgressProps {
  label: string;
  /** From 0 to 100. */
  percent: number;
}

export function Progress({ label, percent }: ProgressProps) {
  const width = Math.min(100, Math.max(0, percent));
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(width)}
      className="h-1 w-full overflow-hidden rounded-full bg-line"
    >
      <div
        className="h-full origin-left bg-accent transition-transform"
        style={{ transform: `scaleX(${width / 100})` }}
      />
    </div>
  );
}
