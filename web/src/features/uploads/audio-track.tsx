// SPDX-License-Identifier: Apache-2.0
/** Chooses which sound of an upload is heard. */
import type { Schema } from "@/api/client";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";

import { audioTrackName, preferredTrackName } from "./facts";
import { useAudioTrack, useUploadDetails } from "./queries";

const NOBODY_CHOSE = "";

export function AudioTrackOf({ uploadId, hasAudio }: { uploadId: number; hasAudio: boolean }) {
  const details = useUploadDetails(uploadId);
  if (!hasAudio) return "none";
  if (details.isPending) return <Skeleton className="h-4 w-24" />;
  if (details.error) return <InlineError error={details.error} />;
  const { audioTrack, audioTracks } = details.data.upload;
  const [only] = audioTracks;
  if (!only) return "yes";
  if (audioTracks.length === 1) return audioTrackName(only, 1);
  return <TrackSelect uploadId={uploadId} chosen={audioTrack} tracks={audioTracks} />;
}

interface TrackSelectProps {
  uploadId: number;
  chosen: number | null;
  tracks: Schema<"library.AudioTrackResource">[];
}

function TrackSelect({ uploadId, chosen, tracks }: TrackSelectProps) {
  const choose = useAudioTrack();
  return (
    <div className="flex flex-col gap-2">
      <select
        aria-label="Sound that is heard"
        className="h-8 w-full rounded-control border border-line-strong bg-field px-2 text-sm text-ink max-[899px]:h-11"
        value={chosen ?? NOBODY_CHOSE}
        disabled={choose.isPending}
        onChange={({ target: { value } }) =>
          choose.mutate({ uploadId, audioTrack: value === NOBODY_CHOSE ? null : Number(value) })
        }
      >
        <option value={NOBODY_CHOSE}>As the file says: {preferredTrackName(tracks)}</option>
        {tracks.map((track, place) => (
          <option key={track.index} value={track.index} disabled={!track.isDecodable}>
            {audioTrackName(track, place + 1)}
          </option>
        ))}
      </select>
      {choose.error && <InlineError error={choose.error} />}
      <p className="text-xs text-ink-3">Heard in exports and streams that begin from now on.</p>
    </div>
  );
}
