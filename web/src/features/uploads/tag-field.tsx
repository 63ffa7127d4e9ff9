// SPDX-License-Identifier: Apache-2.0
/** The field of tags: chips that are added by Enter or a comma and removed by Backspace. */
import { X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";

import { cx } from "@/ui/cx";

import { withTyped } from "./tags";

/** The tags as they are edited, and what was typed but is no tag yet. */
export function useTags(initial: readonly string[]) {
  const [tags, setTags] = useState<readonly string[]>(initial);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string>();
  const [news, setNews] = useState("");
  const type = (text: string) => {
    setTyped(text);
    setProblem(undefined);
  };
  /** Adds what was typed; returns all tags, or null when some of it cannot be one. */
  const add = (text: string) => {
    const added = withTyped(tags, text);
    const fresh = added.tags.slice(tags.length);
    if (fresh.length > 0) setNews(`Added ${fresh.join(", ")}`);
    setTags(added.tags);
    setTyped(added.rest);
    setProblem(added.problem);
    return added.problem ? null : added.tags;
  };
  const remove = (tag: string) => {
    setTags(tags.filter((one) => one !== tag));
    setProblem(undefined);
    setNews(`Removed ${tag}`);
  };
  return { tags, typed, problem, news, type, add, remove };
}

interface TagFieldProps {
  edited: ReturnType<typeof useTags>;
  /** What the server has against them. */
  error?: string;
}

export function TagField({ edited, error }: TagFieldProps) {
  const { tags, typed, news, type, add, remove } = edited;
  const problem = edited.problem ?? error;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = tags.at(-1);
    if (event.key === "Backspace" && typed === "" && last !== undefined) remove(last);
    if (event.key !== "Enter" || !typed.trim()) return;
    event.preventDefault();
    add(typed);
  };
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        Tags
      </label>
      <div className="flex flex-wrap items-center gap-1 rounded-control border border-line-strong bg-field p-1 has-aria-invalid:border-bad">
        {tags.length > 0 && (
          <ul aria-label="Tags of this upload" className="contents">
            {tags.map((tag) => (
              <Chip
                key={tag}
                tag={tag}
                onRemove={() => {
                  remove(tag);
                  input.current?.focus();
                }}
              />
            ))}
          </ul>
        )}
        <input
          ref={input}
          id={id}
          autoComplete="off"
          value={typed}
          aria-invalid={problem ? true : undefined}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => (target.value.includes(",") ? add(target.value) : type(target.value))}
          onKeyDown={press}
          onBlur={() => typed.trim() && add(typed)}
          className="h-6 min-w-24 flex-1 bg-transparent px-2 text-base max-[899px]:h-9"
        />
      </div>
      <p id={`${id}-note`} className={cx("text-xs", problem ? "text-bad" : "text-ink-3")}>
        {problem ?? "Enter or a comma adds one, Backspace removes the last."}
      </p>
      <p role="status" className="sr-only">
        {problem ?? news}
      </p>
    </div>
  );
}

function Chip({ tag, onRemove }: { tag: string; onRemove: () => void }) {
  return (
    <li className="flex max-w-full items-center rounded-clip bg-hover pl-2 text-sm">
      <span className="min-w-0 py-0.5 break-words max-[899px]:py-1">{tag}</span>
      <button
        type="button"
        aria-label={`Remove tag ${tag}`}
        onClick={onRemove}
        className="grid size-6 shrink-0 place-content-center rounded-clip text-ink-2 hover:text-ink max-[899px]:size-9"
      >
        <X size={14} aria-hidden />
      </button>
    </li>
  );
}
