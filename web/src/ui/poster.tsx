// SPDX-License-Identifier: Apache-2.0
/** The picture of a video; when there is none, or it cannot be loaded, an icon stands for it. */
import { Film } from "lucide-react";
import { useEffect, useState } from "react";

import { formatDuration } from "@/lib/formats";

import { cx } from "./cx";

interface PosterProps {
  url: string | null | undefined;
  /** In seconds; shown in a corner. */
  duration?: number | null;
  className?: string;
}

export function Poster({ url, duration, className }: PosterProps) {
  const [isBroken, setBroken] = useState(false);
  useEffect(() => setBroken(false), [url]);
  return (
    <span className={cx("relative block overflow-hidden bg-raised", className)}>
      {url && !isBroken ? (
        <img
          src={url}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
          className="size-full object-cover"
        />
      ) : (
        <span className="grid size-full place-content-center text-ink-3">
          <Film size={24} aria-hidden />
        </span>
      )}
      {duration != null && (
        <span className="absolute right-2 bottom-2 rounded-clip bg-black/75 px-1.5 text-xs font-medium text-white">
          {formatDuration(duration)}
        </span>
      )}
    </span>
  );
}
