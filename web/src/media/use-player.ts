// SPDX-License-Identifier: Apache-2.0
/** The state of a video element, and what its buttons and keys do. */
import { type RefObject, useCallback, useEffect, useState } from "react";

export interface PlayerState {
  isPlaying: boolean;
  isMuted: boolean;
  isWaiting: boolean;
  time: number;
  duration: number;
  hasCaptions: boolean;
  showsCaptions: boolean;
}

const INITIAL: PlayerState = {
  isPlaying: false,
  isMuted: false,
  isWaiting: false,
  time: 0,
  duration: 0,
  hasCaptions: false,
  showsCaptions: false,
};

const EVENTS = [
  "play",
  "pause",
  "timeupdate",
  "durationchange",
  "volumechange",
  "waiting",
  "playing",
  "seeked",
  "loadedmetadata",
  "ended",
] as const;

/** Follows a video element. */
export function usePlayerState(ref: RefObject<HTMLVideoElement | null>): PlayerState {
  const [state, setState] = useState(INITIAL);
  useEffect(() => {
    const video = ref.current;
    if (!video) return;
    const read = (event?: Event) => setState(stateOf(video, event?.type === "waiting"));
    for (const name of EVENTS) video.addEventListener(name, read);
    video.textTracks.addEventListener("change", read);
    video.textTracks.addEventListener("addtrack", read);
    read();
    return () => {
      for (const name of EVENTS) video.removeEventListener(name, read);
      video.textTracks.removeEventListener("change", read);
      video.textTracks.removeEventListener("addtrack", read);
    };
  }, [ref]);
  return state;
}

function stateOf(video: HTMLVideoElement, isWaiting: boolean): PlayerState {
  const tracks = [...video.textTracks];
  return {
    isPlaying: !video.paused && !video.ended,
    isMuted: video.muted || video.volume === 0,
    isWaiting,
    time: video.currentTime,
    duration: Number.isFinite(video.duration) ? video.duration : 0,
    hasCaptions: tracks.length > 0,
    showsCaptions: tracks.some((track) => track.mode === "showing"),
  };
}

export interface PlayerActions {
  toggle: () => void;
  seek: (seconds: number) => void;
  skip: (seconds: number) => void;
  toggleMute: () => void;
  toggleCaptions: () => void;
  toggleFullscreen: () => void;
}

/** Returns what the buttons and keys of a player do. */
export function usePlayerActions(
  ref: RefObject<HTMLVideoElement | null>,
  frame: RefObject<HTMLElement | null>,
): PlayerActions {
  const on = useCallback(
    (change: (video: HTMLVideoElement) => void) => {
      if (ref.current) change(ref.current);
    },
    [ref],
  );
  const seek = (seconds: number) =>
    on((video) => {
      video.currentTime = Math.min(Math.max(0, seconds), video.duration || 0);
    });
  return {
    seek,
    skip: (seconds) => on((video) => seek(video.currentTime + seconds)),
    // A browser that refuses to play says so on the element; there is nothing more to tell.
    toggle: () =>
      on((video) => (video.paused ? void video.play().catch(() => undefined) : video.pause())),
    toggleMute: () =>
      on((video) => {
        video.muted = !video.muted;
      }),
    toggleCaptions: () =>
      on((video) => {
        const [track] = video.textTracks;
        if (track) track.mode = track.mode === "showing" ? "hidden" : "showing";
      }),
    toggleFullscreen: () => {
      if (document.fullscreenElement) void document.exitFullscreen();
      else void frame.current?.requestFullscreen().catch(() => undefined);
    },
  };
}
