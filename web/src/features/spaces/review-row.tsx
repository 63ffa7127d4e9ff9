// SPDX-License-Identifier: Apache-2.0
/** A publication in the lists of moderators: what it is, whose, and what can be done with it. */
import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

import { buttonClass } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Poster } from "@/ui/poster";

import type { SpacePublication, WaitingItem } from "./review-queries";

interface ReviewRowProps {
  item: WaitingItem | SpacePublication;
  /** When it came to be in the list, in words. */
  when: string;
  /** Why what was done last failed. */
  error: unknown;
  /** The buttons after that which shows it. */
  actions: ReactNode;
  /** What is said of it below its title. */
  children: ReactNode;
}

export function ReviewRow({ item, when, error, actions, children }: ReviewRowProps) {
  const { publication, owner, playback } = item;
  const name = titleOf(item);
  return (
    <li className="flex flex-wrap items-start gap-4 rounded-panel border border-line bg-panel p-4">
      <Poster
        url={playback?.posterUrl ?? null}
        duration={playback?.durationSeconds ?? null}
        className="aspect-video w-40 shrink-0 rounded-control"
      />
      <div className="min-w-0 flex-1 basis-56">
        <h2 className="font-medium break-words">{name}</h2>
        <p className="text-xs text-ink-3">
          {[owner.displayName || "Somebody", when].filter(Boolean).join(" · ")}
        </p>
        {children}
        {Boolean(error) && (
          <div className="mt-2">
            <InlineError error={error} />
          </div>
        )}
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <a
          href={publication.watchUrl}
          target="_blank"
          rel="noreferrer"
          className={buttonClass("quiet")}
          aria-label={`Watch ${name} in a new tab`}
        >
          <ExternalLink size={16} aria-hidden />
          Watch
        </a>
        {actions}
      </div>
    </li>
  );
}

/** The title of what is listed, or what stands for it. */
export function titleOf({ production }: Pick<SpacePublication, "production">): string {
  return production.name || "Untitled";
}
