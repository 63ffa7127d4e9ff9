// SPDX-License-Identifier: Apache-2.0
/** The poster of a production: a frame that the player shows, or the one packaged with it. */
import { Image, ImageUp, Undo2 } from "lucide-react";
import { useState } from "react";

import { Picker } from "@/features/media-picker";
import { formatDuration } from "@/lib/formats";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Poster } from "@/ui/poster";
import { showToast } from "@/ui/toast";

import type { ProductionDetail } from "./queries";
import { useChooseFrame, useChooseImage, useResetPoster } from "./stream-queries";

interface PosterChoiceProps {
  production: ProductionDetail;
  /** Where the player is, in seconds. */
  time: number;
}

export function PosterChoice({ production, time }: PosterChoiceProps) {
  const choose = useChooseFrame(production.id);
  const [isPicking, setPicking] = useState(false);
  const chooseImage = useChooseImage(production.id);
  const reset = useResetPoster(production.id);
  const { posterUploadId, posterAtSeconds, posterUrl } = production;
  const isChosen = posterUploadId !== null || posterAtSeconds !== null;
  // The player may say that it is at the very end, where no frame is.
  const last = Math.max(0, (production.playback?.duration ?? 0) - 0.001);
  const at = Math.min(time, last);
  const error = choose.error ?? chooseImage.error ?? reset.error;
  return (
    <section aria-labelledby="poster" className="rounded-panel border border-line bg-panel p-4">
      <h2 id="poster" className="mb-3 text-sm font-semibold">
        Poster
      </h2>
      <div className="flex flex-wrap items-start gap-4">
        <Poster
          url={posterUrl}
          className="aspect-video w-36 rounded-control max-[599px]:w-28"
        />
        <div className="flex min-w-40 flex-1 flex-col items-start gap-2">
          <Button
            icon={Image}
            isBusy={choose.isPending}
            whyDisabled={production.playback?.isWhole ? undefined : "It is not completed yet"}
            onClick={() =>
              choose.mutate(at, {
                onSuccess: () => void showToast(`The frame at ${formatDuration(at)} is the poster`),
              })
            }
          >
            Use this frame
          </Button>
          <Button
            icon={ImageUp}
            isBusy={chooseImage.isPending}
            onClick={() => setPicking(true)}
          >
            Use an image
          </Button>
          <p className="text-xs text-ink-3">
            {posterAtSeconds !== null && `It is the frame at ${formatDuration(posterAtSeconds)}. `}
            The player is at {formatDuration(at)}. Move it to the frame that you want.
          </p>
          {isChosen && (
            <Button icon={Undo2} isBusy={reset.isPending} onClick={() => reset.mutate(undefined)}>
              Use the first poster
            </Button>
          )}
        </div>
      </div>
      {isPicking && (
        <Picker
          what="poster"
          chosen={posterUploadId ?? undefined}
          onPick={(uploadId) =>
            chooseImage.mutate(uploadId, {
              onSuccess: () => void showToast("The image is the poster"),
            })
          }
          onClose={() => setPicking(false)}
        />
      )}
      {error && (
        <div className="mt-3">
          <InlineError error={error} />
        </div>
      )}
    </section>
  );
}
