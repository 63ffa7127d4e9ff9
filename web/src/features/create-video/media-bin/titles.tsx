// SPDX-License-Identifier: Apache-2.0
/** Titles to begin with. */
import { Type } from "lucide-react";

import { addTitle } from "../adding";

const TITLES = ["Title", "Chapter", "Caption"];

export function Titles() {
  return (
    <ul aria-label="Titles" className="grid auto-rows-min grid-cols-2 gap-2.5 p-3">
      {TITLES.map((text) => (
        <li key={text}>
          <button
            type="button"
            onClick={() => addTitle(text)}
            className="flex aspect-video w-full flex-col items-center justify-center gap-1 rounded-clip border border-line bg-track-titles text-sm font-semibold text-white hover:border-edge-titles"
          >
            <Type size={16} aria-hidden />
            <span>
              <span className="sr-only">Add </span>
              {text}
              <span className="sr-only"> at the playhead</span>
            </span>
          </button>
        </li>
      ))}
      <li className="col-span-2 text-xs text-ink-2">
        A lower third is an image with transparency that runs along the lower edge. Give one below: it is
        listed under Images, and lies on a lane of its own.
      </li>
    </ul>
  );
}
