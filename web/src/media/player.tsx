// SPDX-License-Identifier: Apache-2.0
/** Plays an HLS stream or a file, with buttons and keys of its own. */
import {
  Captions,
  CaptionsOff,
  CircleAlert,
  LoaderCircle,
  Maximize,
  Pause,
  Play,
  RotateCw,
  Volume2,
  VolumeX,
} from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";

import { formatDuration } from "@/lib/formats";
import { Button } from "@/ui/button";
import { cx } from "@/ui/cx";

import { pressKey } from "./player-keys";
import { attachStream } from "./stream";
import { type PlayerActions, type PlayerState, usePlayerActions, usePlayerState } from "./use-player";

interface PlayerProps {
  title: string;
  /** The master playlist of a stream. */
  streamUrl?: string;
  /** Grows when the stream has more renditions; it is then loaded again and goes on where it was. */
  version?: number;
  /** A file that browsers play by themselves. */
  fileUrl?: string;
  posterUrl?: string | null;
  /** Whether it begins by itself, then without sound. */
  playsAtOnce?: boolean;
  /** Called with the seconds at which it is, whenever these change. */
  onTime?: (seconds: number) => void;
  /** Called when it cannot be played and the reader tries again. */
  onRetry?: () => void;
  /** Where its chapters begin, in seconds and in order; marks on the scrub bar. */
  chapters?: readonly Chapter[];
  className?: string;
}

interface Chapter {
  startSeconds: number;
  title: string;
}

export function Player(props: PlayerProps) {
  const { title, streamUrl, fileUrl, posterUrl, playsAtOnce = false, className } = props;
  const frame = useRef<HTMLDivElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const [failure, setFailure] = useState("");
  const [attempt, setAttempt] = useState(0);
  const state = usePlayerState(video);
  const actions = usePlayerActions(video, frame);

  useEffect(() => {
    const element = video.current;
    setFailure("");
    if (!element || !streamUrl) return;
    const resume = { at: element.currentTime, isPlaying: !element.paused };
    return attachStream(element, streamUrl, setFailure, resume);
  }, [streamUrl, attempt, props.version]);

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    const press = {
      key: event.key,
      isOfButton: target instanceof HTMLButtonElement,
      isOfSlider: target instanceof HTMLInputElement,
      hasModifier: event.ctrlKey || event.metaKey || event.altKey,
    };
    if (pressKey(press, actions, state.duration)) event.preventDefault();
  };

  return (
    <div
      ref={frame}
      role="group"
      aria-label={`Player: ${title}`}
      tabIndex={-1}
      onKeyDown={onKeyDown}
      className={cx("@container relative overflow-hidden bg-black text-white outline-none", className)}
    >
      <video
        ref={video}
        src={streamUrl ? undefined : fileUrl}
        poster={posterUrl ?? undefined}
        playsInline
        autoPlay={playsAtOnce}
        muted={playsAtOnce}
        preload="metadata"
        aria-label={title}
        onClick={actions.toggle}
        onTimeUpdate={(event) => props.onTime?.(event.currentTarget.currentTime)}
        onError={() => !streamUrl && setFailure("This video cannot be played right now.")}
        className="size-full bg-black object-contain"
      />
      {state.isWaiting && !failure && (
        <LoaderCircle
          size={40}
          aria-hidden
          className="pointer-events-none absolute top-1/2 left-1/2 -mt-5 -ml-5 animate-spin"
        />
      )}
      {failure && (
        <Failure
          reason={failure}
          onRetry={() => {
            props.onRetry?.();
            setAttempt(attempt + 1);
            if (!streamUrl) video.current?.load();
          }}
        />
      )}
      <Controls state={state} actions={actions} chapters={props.chapters ?? []} />
    </div>
  );
}

function Failure({ reason, onRetry }: { reason: string; onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="absolute inset-0 bottom-10 grid place-content-center justify-items-center gap-3 bg-black/80 p-6 text-center"
    >
      <CircleAlert size={24} aria-hidden />
      <p>{reason}</p>
      <Button icon={RotateCw} className="!border-white !text-white" onClick={onRetry}>
        Try again
      </Button>
    </div>
  );
}

const BUTTON =
  "inline-grid size-8 shrink-0 place-content-center rounded-control text-white hover:bg-white/20 " +
  "max-[899px]:size-11 aria-disabled:opacity-50 focus-visible:outline-white";

interface ControlsProps {
  state: PlayerState;
  actions: PlayerActions;
  chapters: readonly Chapter[];
}

function Controls({ state, actions, chapters }: ControlsProps) {
  const PlayIcon = state.isPlaying ? Pause : Play;
  const SoundIcon = state.isMuted ? VolumeX : Volume2;
  const CaptionsIcon = state.showsCaptions ? Captions : CaptionsOff;
  return (
    <div className="absolute inset-x-0 bottom-0 flex flex-wrap items-center gap-1 bg-black/70 px-2 py-1">
      <button
        type="button"
        className={BUTTON}
        aria-label={state.isPlaying ? "Pause" : "Play"}
        onClick={actions.toggle}
      >
        <PlayIcon size={18} aria-hidden />
      </button>
      <span className="px-1 text-sm">{formatDuration(state.time)}</span>
      <Scrubber state={state} actions={actions} chapters={chapters} />
      <span className="px-1 text-sm @max-sm:mr-auto">{formatDuration(state.duration)}</span>
      <button
        type="button"
        className={BUTTON}
        aria-label={state.isMuted ? "Sound on" : "Sound off"}
        onClick={actions.toggleMute}
      >
        <SoundIcon size={18} aria-hidden />
      </button>
      <button
        type="button"
        className={BUTTON}
        aria-label="Captions"
        aria-pressed={state.showsCaptions}
        aria-disabled={!state.hasCaptions || undefined}
        title={state.hasCaptions ? "Captions" : "This video has no captions"}
        onClick={actions.toggleCaptions}
      >
        <CaptionsIcon size={18} aria-hidden />
      </button>
      <button
        type="button"
        className={BUTTON}
        aria-label="Full screen"
        onClick={actions.toggleFullscreen}
      >
        <Maximize size={18} aria-hidden />
      </button>
    </div>
  );
}

function Scrubber({ state, actions, chapters }: ControlsProps) {
  const current = chapters.findLast((one) => one.startSeconds <= state.time)?.title;
  const position = `${formatDuration(state.time)} of ${formatDuration(state.duration)}`;
  return (
    <span className="relative flex min-w-0 flex-1 @max-sm:order-first @max-sm:basis-full">
      <input
        type="range"
        aria-label="Position"
        aria-valuetext={current ? `${position}, ${current}` : position}
        min={0}
        max={state.duration || 1}
        step={0.1}
        value={state.time}
        onChange={(event) => actions.seek(Number(event.target.value))}
        className="h-6 w-full min-w-0 cursor-pointer accent-[#47abff] focus-visible:outline-white"
      />
      {chapters
        .filter((one) => one.startSeconds > 0 && one.startSeconds < state.duration)
        .map((one) => (
          <span
            key={one.startSeconds}
            data-chapter={one.title}
            style={{ left: `${(one.startSeconds / state.duration) * 100}%` }}
            className="pointer-events-none absolute top-1/2 h-3 w-0.5 -translate-y-1/2 bg-white"
          />
        ))}
    </span>
  );
}
