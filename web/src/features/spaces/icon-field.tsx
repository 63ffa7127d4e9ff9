// SPDX-License-Identifier: Apache-2.0
/** The picture of a space: chosen, cut to a square by the browser, or taken away. */
import { ImageUp } from "lucide-react";
import { useState } from "react";

import { SpaceIcon } from "@/features/publish";
import { Button } from "@/ui/button";
import { FileButton } from "@/ui/file-button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { iconOf } from "./icon-file";
import type { Space } from "./queries";
import { useSetIcon } from "./settings-queries";

export function IconField({ space }: { space: Space }) {
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
      {space.iconUrl && (
        <Button look="quiet" isBusy={set.isPending} onClick={() => set.mutate(null)}>
          Remove
        </Button>
      )}
      <FileButton
        icon={ImageUp}
        isBusy={set.isPending}
        label="Picture of the space"
        accept="image/*"
        onFiles={([file]) => void choose(file)}
      >
        Choose a picture
      </FileButton>
    </section>
  );
}
