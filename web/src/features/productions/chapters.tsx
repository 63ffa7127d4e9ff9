// SPDX-License-Identifier: Apache-2.0
/** The chapters of a production: added where the player is, named, moved and deleted. */
import { Plus, Trash2 } from "lucide-react";
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { Button, IconButton } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import { secondsOf, timeText } from "./chapter-times";
import type { ProductionDetail } from "./queries";
import { type Chapter, chaptersQuery, usePutChapters } from "./stream-queries";

const FIELD =
  "h-8 rounded-control border border-line-strong bg-field px-2 text-sm aria-invalid:border-bad max-[899px]:h-11";

interface Draft {
  key: number;
  time: string;
  title: string;
}

interface ChaptersCardProps {
  production: ProductionDetail;
  /** Where the player is, in seconds. */
  time: number;
}

export function ChaptersCard({ production, time }: ChaptersCardProps) {
  const query = useQuery(chaptersQuery(production.id));
  return (
    <section aria-labelledby="chapters" className="rounded-panel border border-line bg-panel p-4">
      <h2 id="chapters" className="mb-2 text-sm font-semibold">
        Chapters
      </h2>
      {query.isPending && <Skeleton className="h-16" />}
      {query.error && !query.data && <InlineError error={query.error} />}
      {query.data && (
        <Editor
          key={JSON.stringify(query.data)}
          chapters={query.data}
          production={production}
          time={time}
        />
      )}
    </section>
  );
}

function Editor({ chapters, production, time }: ChaptersCardProps & { chapters: Chapter[] }) {
  const [drafts, setDrafts] = useState(() => chapters.map(draftOf));
  const put = usePutChapters(production.id);
  const isChanged = JSON.stringify(drafts) !== JSON.stringify(chapters.map(draftOf));
  const change = (key: number, changed: Partial<Draft>) =>
    setDrafts(drafts.map((one) => (one.key === key ? { ...one, ...changed } : one)));
  const add = () => {
    const key = Math.max(-1, ...drafts.map((one) => one.key)) + 1;
    setDrafts([...drafts, { key, time: timeText(time), title: "" }]);
  };
  const save = () =>
    put.mutate(chaptersOf(drafts, chapters), {
      onSuccess: () => void showToast("The chapters are saved"),
    });
  return (
    <>
      {drafts.length === 0 && (
        <p className="mb-2 text-sm text-ink-3">None yet. Move the player to where one begins.</p>
      )}
      <ul className="mb-2 flex flex-col gap-2">
        {drafts.map((one, index) => (
          <li key={one.key} className="flex items-center gap-2">
            <input
              aria-label={`Beginning of chapter ${index + 1}`}
              aria-invalid={secondsOf(one.time) === null}
              value={one.time}
              onChange={(event) => change(one.key, { time: event.target.value })}
              className={`${FIELD} w-20 tabular-nums`}
            />
            <input
              aria-label={`Title of chapter ${index + 1}`}
              aria-invalid={!one.title.trim()}
              maxLength={200}
              value={one.title}
              onChange={(event) => change(one.key, { title: event.target.value })}
              className={`${FIELD} min-w-0 flex-1`}
            />
            <IconButton
              label={`Delete chapter ${index + 1}`}
              icon={Trash2}
              onClick={() => setDrafts(drafts.filter(({ key }) => key !== one.key))}
            />
          </li>
        ))}
      </ul>
      {put.error && <InlineError error={put.error} />}
      <div className="flex flex-wrap gap-2">
        <Button icon={Plus} onClick={add}>
          Add at {timeText(time)}
        </Button>
        {isChanged && (
          <Button
            look="primary"
            isBusy={put.isPending}
            whyDisabled={faultOf(drafts)}
            onClick={save}
          >
            Save chapters
          </Button>
        )}
      </div>
    </>
  );
}

function draftOf({ startSeconds, title }: Chapter, key: number): Draft {
  return { key, time: timeText(startSeconds), title };
}

function faultOf(drafts: Draft[]): string | undefined {
  if (drafts.some((one) => secondsOf(one.time) === null)) return "Write times such as 1:02.5";
  return drafts.every((one) => one.title.trim()) ? undefined : "Give every chapter a title";
}

/** Returns the chapters in the order of time; a time that was not touched stays as exact as it was. */
function chaptersOf(drafts: Draft[], before: Chapter[]): Chapter[] {
  return drafts
    .map(({ key, time, title }) => {
      const known = before[key];
      const isSame = known && timeText(known.startSeconds) === time;
      return {
        startSeconds: isSame ? known.startSeconds : (secondsOf(time) ?? 0),
        title: title.trim(),
      };
    })
    .toSorted((one, other) => one.startSeconds - other.startSeconds);
}
