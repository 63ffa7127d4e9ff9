// SPDX-License-Identifier: Apache-2.0
/** The picture of an upload with its duration; an icon where there is none. */
import { FileImage, FileVideo, Music } from "lucide-react";
import { useState } from "react";

import { formatDuration } from "@/lib/formats";
import { cx } from "@/ui/cx";

import type { Upload } from "./facts";
import { HoverScrub } from "./hover-scrub";

function isReadyVideo({ kind, state, sourceDeletedAt, durationSeconds }: Upload): boolean {
  return kind === "video" && state === "ready" && !sourceDeletedAt && durationSeconds !== null;
}

const ICONS = { video: FileVideo, audio: Music, image: FileImage, logo: FileImage };

export function Poster({ upload, isSmall = false }: { upload: Upload; isSmall?: boolean }) {
  // An address that failed is not shown; a new one of the same upload is.
  const [failed, setFailed] = useState<string | null>(null);
  const Icon = ICONS[upload.kind];
  const address = upload.thumbUrl === failed ? null : upload.thumbUrl;
  return (
    <div className="relative aspect-[16/9] overflow-hidden bg-lane">
      {address ? (
        <img
          src={address}
          alt=""
          loading="lazy"
          onError={() => setFailed(address)}
          className={cx(
            "absolute inset-0 size-full",
            upload.kind === "video" ? "object-cover" : "object-contain",
          )}
        />
      ) : (
        <div className="absolute inset-0 grid place-content-center text-ink-3">
          <Icon size={isSmall ? 16 : 32} strokeWidth={1.5} aria-hidden />
        </div>
      )}
      {isReadyVideo(upload) && !isSmall && <HoverScrub upload={upload} />}
      {upload.durationSeconds !== null && !isSmall && (
        <span className="pointer-events-none absolute right-2 bottom-2 rounded-clip bg-black/80 px-2 py-0.5 text-sm font-medium text-white">
          {formatDuration(upload.durationSeconds)}
        </span>
      )}
    </div>
  );
}
