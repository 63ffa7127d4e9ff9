// SPDX-License-Identifier: Apache-2.0
/** Records a narration while the timeline plays; what runs is shown whatever else is. */
import { Mic, Square, X } from "lucide-react";
import { useEffect, useRef } from "react";

import { Button } from "@/ui/button";

import { LONGEST_SECONDS, whyNoMicrophone } from "./microphone";
import { discardRecording, finishRecording, startRecording, useNarration } from "./narration";

export function RunningRecording() {
  const isRecording = useNarration((state) => state.phase === "recording");
  // A page that is left keeps what was said, and leaves no microphone on.
  useEffect(() => () => void finishRecording(), []);
  return isRecording && <Running />;
}

export function RecordButton() {
  const phase = useNarration((state) => state.phase);
  const why = whyNoMicrophone();
  if (phase === "recording") return null;
  return (
    <div className="mx-3 mt-3 flex flex-col gap-1.5">
      <Button
        icon={Mic}
        look="outline"
        isBusy={phase === "asking" || phase === "saving"}
        whyDisabled={why}
        onClick={() => void startRecording()}
      >
        Record at the playhead
      </Button>
      {why && <p className="text-xs text-ink-3">{why}</p>}
    </div>
  );
}

function Running() {
  const meter = useRef<HTMLMeterElement>(null);
  const clock = useRef<HTMLSpanElement>(null);
  useFrames((recording, seconds) => {
    if (meter.current) meter.current.value = recording.level();
    if (clock.current) clock.current.textContent = clockText(seconds);
    if (seconds >= LONGEST_SECONDS) void finishRecording();
  });
  return (
    <div
      role="group"
      aria-label="Recording"
      className="mx-3 mt-3 flex flex-col gap-2 rounded-control border border-bad bg-canvas p-2.5"
    >
      <div className="flex items-center gap-2 text-sm font-medium">
        <span aria-hidden className="size-2.5 animate-pulse rounded-full bg-bad" />
        Recording
        <span ref={clock} className="ml-auto tabular-nums" />
      </div>
      <meter
        ref={meter}
        min={0}
        max={1}
        high={0.95}
        optimum={0.6}
        aria-label="Level of the microphone"
        className="h-2 w-full"
      />
      <div className="flex gap-2">
        <Button look="primary" icon={Square} onClick={() => void finishRecording()}>
          Stop
        </Button>
        <Button look="quiet" icon={X} onClick={discardRecording}>
          Discard
        </Button>
      </div>
    </div>
  );
}

type OnFrame = (
  recording: NonNullable<ReturnType<typeof useNarration.getState>["recording"]>,
  seconds: number,
) => void;

/** Calls back with every frame of the screen while something is recorded; React draws nothing. */
function useFrames(onFrame: OnFrame): void {
  const latest = useRef(onFrame);
  latest.current = onFrame;
  useEffect(() => {
    let handle = 0;
    const step = () => {
      const { recording, since } = useNarration.getState();
      if (recording) latest.current(recording, (performance.now() - since) / 1000);
      handle = requestAnimationFrame(step);
    };
    step();
    return () => cancelAnimationFrame(handle);
  }, []);
}

function clockText(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${minutes}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
}
