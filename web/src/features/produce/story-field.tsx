// SPDX-License-Identifier: Apache-2.0
/** The text that publications of the production begin with. */
import { useId } from "react";

import { useConfig } from "@/features/drafts";

import { useProblem, write } from "./choices";

const LONGEST = 2000;

export function StoryField() {
  const id = useId();
  const text = useConfig((state) => state.document.defaultStoryText ?? "");
  const problem = useProblem("defaultStoryText");
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="text-sm font-medium">
        Default story
      </label>
      <textarea
        id={id}
        rows={2}
        value={text}
        maxLength={LONGEST}
        aria-invalid={problem ? true : undefined}
        aria-describedby={`${id}-note`}
        onChange={(event) => write("defaultStoryText", event.target.value)}
        className="w-full resize-y rounded-control border border-line-strong bg-field px-3 py-1.5 text-base aria-invalid:border-bad"
      />
      <p id={`${id}-note`} className={problem ? "text-xs text-bad" : "text-xs text-ink-3"}>
        {problem ?? "What is said of the video where it is published, unless it is changed there."}
      </p>
    </div>
  );
}
