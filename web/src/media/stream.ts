// SPDX-License-Identifier: Apache-2.0
/** Attaches HLS streams to video elements; the player library is loaded when a stream is played. */
import type HlsType from "hls.js";

/**
 * Plays a stream in a video element and returns a function that detaches it.
 *
 * `onFailure` is told, in a sentence for people, why the stream cannot be played.
 */
export function attachStream(
  video: HTMLVideoElement,
  url: string,
  onFailure: (reason: string) => void,
): () => void {
  let player: HlsType | undefined;
  let isDetached = false;
  void import("hls.js").then(
    ({ default: Hls }) => {
      if (isDetached) return;
      if (!Hls.isSupported()) {
        video.src = url;
        return;
      }
      player = new Hls({ enableWorker: false, maxBufferLength: 20 });
      player.on(Hls.Events.ERROR, (_event, data) => {
        if (data.fatal) recover(Hls, player, data.type, onFailure);
      });
      player.loadSource(url);
      player.attachMedia(video);
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
