// SPDX-License-Identifier: Apache-2.0
/** Says how far a document is saved, and lets one end a conflict. */
import {
  CircleAlert,
  CircleCheck,
  CloudOff,
  CloudUpload,
  LogIn,
  TriangleAlert,
} from "lucide-react";

import { messageOf } from "@/api/error";
import { formatTime } from "@/lib/formats";
import type { Conflict } from "@/lib/merging";
import type { SaveState } from "@/lib/save-queue";

import { Button } from "./button";
import { cx } from "./cx";

function wordsOf(state: SaveState<Conflict>): {
  words: string;
  icon: typeof CircleCheck;
  tone: string;
} {
  switch (state.kind) {
    case "saved": {
      const words = state.at ? `Saved · ${formatTime(state.at)}` : "Saved";
      return { words, icon: CircleCheck, tone: "text-ok" };
    }
    case "waiting":
    case "saving":
      return { words: "Saving…", icon: CloudUpload, tone: "text-ink-3" };
    case "offline":
      return {
        words: `Offline – ${state.changes} ${state.changes === 1 ? "change" : "changes"} kept here`,
        icon: CloudOff,
        tone: "text-warn",
      };
    case "signed-out":
      return { words: "Signed out – changes are kept here", icon: LogIn, tone: "text-warn" };
    case "conflict":
      return { words: "Changed elsewhere", icon: TriangleAlert, tone: "text-warn" };
    case "refused":
      return { words: "Not saved", icon: CircleAlert, tone: "text-bad" };
  }
}

export function SaveStatus({ state }: { state: SaveState<Conflict> }) {
  const { words, icon: Icon, tone } = wordsOf(state);
  return (
    <span role="status" className="flex min-w-0 shrink-0 items-center gap-1.5 text-sm text-ink-2">
      <Icon size={16} aria-hidden className={cx("shrink-0", tone)} />
      <span className="truncate max-[599px]:sr-only">{words}</span>
    </span>
  );
}

interface SaveBannerProps {
  state: SaveState<Conflict>;
  /** What the document is called: `timeline`. */
  noun: string;
  onRetry: () => void;
  onResolve: (choice: "mine" | "theirs") => void;
  /** Saves the document as it is here as another one, where that can be done. */
  onCopy?: () => void;
  /** Why the last change was refused; by default what the server says of it. */
  reason?: string;
  /** Shows what the server refuses, where it names that. */
  onShow?: () => void;
  /** Says which part of the document a conflict is about, and which field of it. */
  nameOf: (conflict: Conflict) => string;
  /** Writes a value of that part for people, where it does not speak for itself. */
  wordOf?: (conflict: Conflict, value: unknown) => string;
}

/** Stands over a document while nothing can be saved. */
export function SaveBanner(props: SaveBannerProps) {
  const { state } = props;
  if (state.kind === "conflict") return <ConflictBanner {...props} conflicts={state.conflicts} />;
  if (state.kind !== "refused") return null;
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-bad-soft px-4 py-2 text-sm text-bad"
    >
      <CircleAlert size={16} aria-hidden className="shrink-0" />
      <span className="min-w-0 flex-1 basis-60">
        The last change was not saved: {props.reason ?? messageOf(state.error)}
      </span>
      {props.onShow && (
        <Button className="!h-7" onClick={props.onShow}>
          Show
        </Button>
      )}
      <SaveAsCopy onCopy={props.onCopy} />
      <Button className="!h-7" onClick={props.onRetry}>
        Try again
      </Button>
    </div>
  );
}

function ConflictBanner({
  conflicts,
  noun,
  nameOf,
  wordOf = (_, value) => brief(value),
  onResolve,
  onCopy,
}: SaveBannerProps & { conflicts: Conflict[] }) {
  return (
    <section
      aria-label="Changed elsewhere"
      role="alert"
      className="flex flex-wrap items-center gap-3 border-b border-line bg-accent-soft px-4 py-2 text-sm"
    >
      <TriangleAlert size={16} aria-hidden className="shrink-0 text-warn" />
      <div className="min-w-0 flex-1">
        <p className="font-medium">This {noun} was changed elsewhere in the same place.</p>
        <ul className="text-ink-2">
          {conflicts.slice(0, 4).map((one) => (
            <li key={`${one.key}/${one.field}`} className="truncate">
              {nameOf(one)}: here {wordOf(one, one.mine)}, there {wordOf(one, one.theirs)}
            </li>
          ))}
          {conflicts.length > 4 && <li>and {conflicts.length - 4} more</li>}
        </ul>
      </div>
      <SaveAsCopy onCopy={onCopy} />
      <Button className="!h-7" onClick={() => onResolve("theirs")}>
        Take theirs
      </Button>
      <Button className="!h-7" look="primary" onClick={() => onResolve("mine")}>
        Keep mine
      </Button>
    </section>
  );
}

function SaveAsCopy({ onCopy }: Pick<SaveBannerProps, "onCopy">) {
  if (!onCopy) return null;
  return (
    <Button className="!h-7" onClick={onCopy}>
      Save as copy
    </Button>
  );
}

/** Writes a value of a document briefly. */
function brief(value: unknown): string {
  if (value === undefined) return "deleted";
  if (typeof value === "object" && value !== null) return "changed";
  const text = String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
