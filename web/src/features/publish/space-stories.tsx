// SPDX-License-Identifier: Apache-2.0
/** The stories that differ from the one that every space shows. */
import { Plus, Undo2 } from "lucide-react";
import { useState } from "react";

import { Button, IconButton } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Menu, MenuItem } from "@/ui/menu";
import { showToast } from "@/ui/toast";

import type { Publication, Space } from "./queries";
import { isLive } from "./rows";
import { SpaceIcon } from "./space-icon";
import { useWriteStory } from "./story-queries";

const LONGEST = 2000;

interface SpaceStoriesProps {
  spaces: Space[];
  publications: Publication[];
}

export function SpaceStories({ spaces, publications }: SpaceStoriesProps) {
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const live = publications.filter((one) => isLive(one));
  if (live.length === 0) return null;
  const hasOwn = (one: Publication) => one.storySource === "custom" || opened.has(one.id);
  const others = live.filter((one) => !hasOwn(one));
  const spaceOf = (one: Publication) => spaces.find((space) => space.id === one.spaceId);
  return (
    <section aria-labelledby="own-stories" className="rounded-panel border border-line bg-panel p-4">
      <div className="flex items-center justify-between gap-3">
        <h2 id="own-stories" className="text-lg font-semibold">
          Different for one space
        </h2>
        {others.length > 0 && (
          <Menu
            trigger={
              <Button look="quiet" icon={Plus} className="text-accent">
                Add
              </Button>
            }
          >
            {others.map((one) => (
              <MenuItem key={one.id} onSelect={() => setOpened(new Set(opened).add(one.id))}>
                {spaceOf(one)?.name ?? `Space ${one.spaceId}`}
              </MenuItem>
            ))}
          </Menu>
        )}
      </div>
      {live.filter(hasOwn).map((one) => (
        <OwnStory
          key={one.id}
          publication={one}
          space={spaceOf(one)}
          onReset={() => setOpened(new Set([...opened].filter((id) => id !== one.id)))}
        />
      ))}
      <p className="mt-2 text-xs text-ink-3">Other spaces keep the story above.</p>
    </section>
  );
}

interface OwnStoryProps {
  publication: Publication;
  space: Space | undefined;
  onReset: () => void;
}

function OwnStory({ publication, space, onReset }: OwnStoryProps) {
  const [text, setText] = useState(publication.storyText);
  const write = useWriteStory(publication.id);
  const name = space?.name ?? `Space ${publication.spaceId}`;
  const isChanged = text !== publication.storyText;
  const reset = () => {
    if (publication.storySource !== "custom") onReset();
    else write.mutate(null, { onSuccess: onReset });
  };
  return (
    <div className="mt-3">
      <div className="mb-2 flex items-center gap-2">
        {space && <SpaceIcon space={space} />}
        <span className="min-w-0 flex-1 truncate text-sm font-medium">{name}</span>
        <IconButton label={`Use the common story in ${name}`} icon={Undo2} onClick={reset} />
      </div>
      <textarea
        aria-label={`Story in ${name}`}
        rows={4}
        maxLength={LONGEST}
        value={text}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-control border border-line-strong bg-field px-3 py-2"
      />
      <div className="flex min-h-8 items-center justify-between text-xs text-ink-3">
        <span>
          {text.length} of {LONGEST.toLocaleString("en-GB")}
        </span>
        {isChanged && (
          <Button
            isBusy={write.isPending}
            aria-label={`Save the story in ${name}`}
            onClick={() =>
              write.mutate(text, { onSuccess: () => showToast(`The story in ${name} is saved`) })
            }
          >
            Save
          </Button>
        )}
      </div>
      {write.error && <InlineError error={write.error} />}
    </div>
  );
}
