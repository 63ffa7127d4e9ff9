// SPDX-License-Identifier: Apache-2.0
/** The row below the picture: time, playing, volume, guides and zoom. */
import {
  Frame,
  Pause,
  Play,
  SkipBack,
  SkipForward,
  StepBack,
  StepForward,
  Volume2,
  VolumeX,
} from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { type FrameRate, formatTimecode, seek, useView } from "@/timeline";
import { IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";

import { currentPlayer, useShown } from "./playback";
import type { Zoom } from "./stage";

interface Span {
  rate: FrameRate;
  /** The frames of the whole document. */
  end: number;
}

interface TransportProps extends Span {
  hasGuides: boolean;
  onGuides: () => void;
  /** The size of the preview, where it can be chosen. */
  zoom?: Zoom;
  onZoom?: (zoom: Zoom) => void;
  /** More controls at the end. */
  children?: ReactNode;
}

export function Transport(props: TransportProps) {
  const { rate, end, zoom, onZoom, hasGuides, onGuides, children } = props;
  return (
    <div className="@container shrink-0 border-t border-line bg-panel">
      <div className="flex min-h-12 items-center gap-x-3 px-3 @max-xl:gap-x-0 @max-xl:px-2">
        <Times rate={rate} end={end} />
        <Playing end={end} />
        <div className="ml-auto flex items-center gap-1 @max-xl:gap-0">
          <IconButton
            label="Safe areas"
            icon={Frame}
            aria-pressed={hasGuides}
            className={hasGuides ? "bg-accent-soft text-accent" : undefined}
            onClick={onGuides}
          />
          <Volume />
          {zoom && onZoom && <ZoomChoice zoom={zoom} onZoom={onZoom} />}
          {children}
        </div>
      </div>
    </div>
  );
}

function ZoomChoice({ zoom, onZoom }: { zoom: Zoom; onZoom: (zoom: Zoom) => void }) {
  return (
    <select
      aria-label="Size of the preview"
      value={zoom}
      onChange={(event) => onZoom(event.target.value as Zoom)}
      className="h-8 rounded-control bg-panel px-2 text-sm hover:bg-hover @max-xl:hidden"
    >
      <option value="fit">Fit</option>
      <option value="half">50 %</option>
      <option value="whole">100 %</option>
    </select>
  );
}

/** The time of the playhead and the length; written without React, for each frame. */
function Times({ rate, end }: Span) {
  const time = useRef<HTMLSpanElement>(null);
  const { numerator, denominator } = rate;
  useEffect(() => {
    const write = (frame: number) => {
      if (time.current) time.current.textContent = formatTimecode(frame, { numerator, denominator });
    };
    write(useView.getState().playhead);
    return useView.subscribe((state) => state.playhead, write);
  }, [numerator, denominator]);
  return (
    <span className="flex shrink-0 gap-x-3 font-mono text-sm @max-3xl:flex-col">
      <span ref={time} className="w-[11ch]" />
      <span className="text-ink-3 @max-3xl:text-2xs">
        <span className="sr-only">of </span>
        {formatTimecode(end, rate)}
      </span>
    </span>
  );
}

function Playing({ end }: { end: number }) {
  const isPlaying = useView((state) => state.isPlaying);
  const speed = useShown((state) => state.speed);
  const step = (frames: number) => {
    useView.setState({ isPlaying: false });
    seek(useView.getState().playhead + frames);
  };
  return (
    <div className="mx-auto flex items-center gap-1 @max-xl:gap-0">
      <IconButton
        label="Start (Home)"
        icon={SkipBack}
        className="@max-[400px]:hidden"
        onClick={() => seek(0)}
      />
      <IconButton label="One frame back (←)" icon={StepBack} onClick={() => step(-1)} />
      <IconButton
        label={isPlaying ? "Pause (Space)" : "Play (Space)"}
        icon={isPlaying ? Pause : Play}
        size={18}
        className="mx-1 bg-raised text-ink @max-xl:mx-0"
        onClick={() => useView.setState({ isPlaying: !isPlaying })}
      />
      <IconButton label="One frame on (→)" icon={StepForward} onClick={() => step(1)} />
      <IconButton
        label="End (End)"
        icon={SkipForward}
        className="@max-[400px]:hidden"
        onClick={() => seek(end)}
      />
      <span
        aria-live="polite"
        className={cx("w-8 text-center font-mono text-xs text-ink-2 @max-xl:w-auto", !isFast(speed) && "invisible")}
      >
        {isFast(speed) ? `${speed}×` : ""}
      </span>
    </div>
  );
}

const isFast = (speed: number) => speed !== 0 && speed !== 1;

function Volume() {
  const [volume, setVolume] = useState(1);
  const change = (value: number) => {
    setVolume(value);
    currentPlayer()?.setVolume(value);
  };
  return (
    <div className="group flex items-center">
      <input
        type="range"
        aria-label="Volume"
        min={0}
        max={1}
        step={0.05}
        value={volume}
        onChange={(event) => change(Number(event.target.value))}
        className="w-20 accent-(--color-accent) @max-3xl:hidden"
      />
      <IconButton
        label={volume > 0 ? "Mute" : "Sound on"}
        icon={volume > 0 ? Volume2 : VolumeX}
        onClick={() => change(volume > 0 ? 0 : 1)}
      />
    </div>
  );
}
