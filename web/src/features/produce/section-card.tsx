// SPDX-License-Identifier: Apache-2.0
/** One part of a production: a line that says what is chosen, and its settings below it. */
import { ChevronRight, type LucideIcon, X } from "lucide-react";
import { type ReactNode, useId, useState } from "react";

import type { Section } from "@/features/drafts";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Switch } from "@/ui/switch";

import { remove, setOn, useSection } from "./choices";

interface SectionCardProps {
  section: Section;
  title: string;
  icon: LucideIcon;
  /** What is chosen, in a few words. */
  summary: string;
  thumbUrl?: string | null;
  isOpen: boolean;
  onToggle: () => void;
  /** Opens the dialog in which something else is chosen. */
  onChoose?: () => void;
  problem?: string;
  children: ReactNode;
}

export function SectionCard(props: SectionCardProps) {
  const { section, title, isOpen, onToggle, onChoose, problem, children } = props;
  const { isChosen, isOn } = useSection(section);
  const body = useId();
  return (
    <section
      aria-label={title}
      className={cx("rounded-panel border bg-panel", problem ? "border-bad" : "border-line")}
    >
      <div className="flex min-h-14 items-center gap-1 pr-2">
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={body}
          onClick={onToggle}
          className="flex min-h-14 min-w-0 flex-1 items-center gap-2 rounded-panel py-2 pl-2 text-left"
        >
          <ChevronRight
            size={16}
            aria-hidden
            className={cx("shrink-0 text-ink-3", isOpen && "rotate-90")}
          />
          <Thumb {...props} isDim={!isOn} />
          <Words title={title} summary={isOn ? props.summary : `Off · ${props.summary}`} />
        </button>
        {onChoose && (
          <Button look="quiet" className="!px-2" onClick={onChoose}>
            {isChosen ? "Change" : "Choose"}
            <span className="sr-only"> {title.toLowerCase()}</span>
          </Button>
        )}
        {isChosen && (
          <>
            <IconButton
              label={`Remove ${title.toLowerCase()}`}
              icon={X}
              onClick={() => remove(section)}
            />
            <Switch label={title} isOn={isOn} onChange={(wanted) => setOn(section, wanted)} />
          </>
        )}
      </div>
      {problem && <p className="px-3 pb-2 text-sm text-bad">{problem}</p>}
      {isOpen && (
        <div id={body} className="flex flex-col gap-4 border-t border-line p-3">
          {children}
        </div>
      )}
    </section>
  );
}

function Thumb({ thumbUrl, icon: Icon, isDim }: SectionCardProps & { isDim: boolean }) {
  const [failed, setFailed] = useState<string | null>(null);
  const isShown = thumbUrl && thumbUrl !== failed;
  return (
    <span
      className={cx(
        "grid h-9 w-14 shrink-0 place-content-center overflow-hidden rounded-clip text-ink-3",
        // A title or a logo may be white or black: both are seen on the grey of a picture.
        isShown ? "bg-[#6b7680]" : "bg-lane",
        isDim && "opacity-50",
      )}
    >
      {isShown ? (
        <img
          src={thumbUrl}
          alt=""
          className="h-9 w-14 object-contain"
          onError={() => setFailed(thumbUrl)}
        />
      ) : (
        <Icon size={18} aria-hidden />
      )}
    </span>
  );
}

function Words({ title, summary }: { title: string; summary: string }) {
  return (
    <span className="min-w-0 flex-1">
      <span className="block font-medium">{title}</span>
      <span title={summary} className="line-clamp-2 block text-sm break-words text-ink-2">
        {summary}
      </span>
    </span>
  );
}

export interface CardProps {
  isOpen: boolean;
  onToggle: () => void;
}
