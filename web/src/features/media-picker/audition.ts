// SPDX-License-Identifier: Apache-2.0
/** Plays the music that one looks at in a list, one at a time. */
import { useEffect, useRef, useState } from "react";

export interface Audition {
  /** The id of the upload that is played. */
  playing: number | null;
  play: (uploadId: number) => void;
  stop: () => void;
  /** Goes on with another one, if something is played. */
  moveTo: (uploadId: number) => void;
}

export function useAudition(): Audition {
  const [playing, setPlaying] = useState<number | null>(null);
  const element = useRef<HTMLAudioElement | null>(null);
  useEffect(() => () => element.current?.pause(), []);
  const play = (uploadId: number) => {
    element.current?.pause();
    const audio = new Audio(`/api/uploads/${uploadId}/file`);
    audio.onended = () => setPlaying(null);
    element.current = audio;
    setPlaying(uploadId);
    audio.play().catch(() => setPlaying((now) => (now === uploadId ? null : now)));
  };
  const stop = () => {
    element.current?.pause();
    setPlaying(null);
  };
  return {
    playing,
    play,
    stop,
    moveTo: (uploadId) => {
      if (playing !== null && playing !== uploadId) play(uploadId);
    },
  };
}
