// SPDX-License-Identifier: Apache-2.0
/** Attaches HLS streams to video elements; the player library is loaded when a stream is played. */
import type HlsType from "hls.js";

/** Where a stream goes on that was attached before. */
interface Resumption {
  /** Seconds. */
  at: number;
  isPlaying: boolean;
}

/**
 * Plays a stream in a video element and returns a function that detaches it.
 *
 * `onFailure` is told, in a sentence for people, why the stream cannot be played.
 */
export function attachStream(
  video: HTMLVideoElement,
  url: string,
  onFailure: (reason: string) => void,
  resume: Resumption = { at: 0, isPlaying: false },
): () => void {
  let player: HlsType | undefined;
  let isDetached = false;
  void import("./hls-library").then(
    ({ default: Hls }) => {
      if (isDetached) return;
      if (!Hls.isSupported()) {
        video.src = url;
        return;
      }
      player = new Hls({ enableWorker: false, maxBufferLength: 20, startPosition: resume.at || -1 });
      player.on(Hls.Events.ERROR, (_event, data) => {
        if (data.fatal) recover(Hls, player, data.type, onFailure);
      });
      player.loadSource(url);
      player.attachMedia(video);
      // A browser may refuse to play without a gesture; the reader then presses play.
      if (resume.isPlaying) void video.play().catch(() => undefined);
    },
    () => onFailure("The player could not be loaded. Check the connection and try again."),
  );
  return () => {
    isDetached = true;
    player?.destroy();
    video.removeAttribute("src");
  };
}

const recovered = new WeakSet<object>();

/** Tries once to go on after a fault of the decoder; anything else ends the playback. */
function recover(
  Hls: typeof HlsType,
  player: HlsType | undefined,
  type: string,
  onFailure: (reason: string) => void,
): void {
  if (player && type === Hls.ErrorTypes.MEDIA_ERROR && !recovered.has(player)) {
    recovered.add(player);
    player.recoverMediaError();
    return;
  }
  onFailure("This video cannot be played right now. Its link may have expired: try again.");
}
