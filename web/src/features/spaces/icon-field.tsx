// SPDX-License-Identifier: Apache-2.0
/** The picture of a space: chosen, cut to a square by the browser, or taken away. */
import { ImageUp } from "lucide-react";
import { useRef, useState } from "react";

import { SpaceIcon } from "@/features/publish";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { iconOf } from "./icon-file";
import type { Space } from "./queries";
import { useSetIcon } from "./settings-queries";

export function IconField({ space }: { space: Space }) {
  const input = useRef<HTMLInputElement>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const set = useSetIcon(space.id);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    setUnreadable(false);
    let image: string;
    try {
      image = await iconOf(file);
    } catch {
      setUnreadable(true);
      return;
    }
    set.mutate(image, { onSuccess: () => showToast("The picture is changed") });
  };
  return (
    <section
      aria-labelledby="picture"
      className="flex flex-wrap items-center gap-4 rounded-panel border border-line bg-panel p-4"
    >
      <SpaceIcon space={space} size="large" />
      <div className="min-w-0 flex-1 basis-40">
        <h2 id="picture" className="text-lg font-semibold">
          Picture
        </h2>
        <p className="text-sm text-ink-2">The middle of it is shown, as a square.</p>
        {(set.error || isUnreadable) && (
          <div className="mt-2">
            <InlineError
              error={set.error ?? new Error("This file is no picture that the browser can read.")}
            />
          </div>
        )}
      </div>
      <input
        ref={input}
        type="file"
        accept="image/*"
        aria-label="Choose a picture"
        className="sr-only"
        tabIndex={-1}
        onChange={(event) => {
          void choose(event.target.files?.[0]);
          event.target.value = "";
        }}
      />
      {space.iconUrl && (
        <Button look="quiet" isBusy={set.isPending} onClick={() => set.mutate(null)}>
          Remove
        </Button>
      )}
      <Button icon={ImageUp} isBusy={set.isPending} onClick={() => input.current?.click()}>
        Choose a picture
      </Button>
    </section>
  );
}
