// SPDX-License-Identifier: Apache-2.0
/** The story that every space shows under the video. */
interface StoryProps {
  value: string;
  isDisabled: boolean;
  onChange: (value: string) => void;
}

const LONGEST = 2000;

export function Story({ value, isDisabled, onChange }: StoryProps) {
  return (
    <section className="rounded-panel border border-line bg-panel p-4">
      <div className="mb-3 flex items-baseline justify-between gap-3">
        <h2 className="text-lg font-semibold">Story</h2>
        <span className="text-xs text-ink-3">Used by every space</span>
      </div>
      <textarea
        aria-label="Story"
        aria-describedby="story-note"
        rows={6}
        maxLength={LONGEST}
        value={value}
        disabled={isDisabled}
        onChange={(event) => onChange(event.target.value)}
        className="w-full rounded-control border border-line-strong bg-field px-3 py-2 disabled:text-ink-3"
      />
      <p id="story-note" className="mt-1 flex justify-between text-xs text-ink-3">
        <span>Shown under the video</span>
        <span>
          {value.length} of {LONGEST.toLocaleString("en-GB")}
        </span>
      </p>
    </section>
  );
}
