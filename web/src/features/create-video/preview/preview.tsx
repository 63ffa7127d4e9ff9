// SPDX-License-Identifier: Apache-2.0
/** Shows the clip under the playhead, and plays it. */
import { Pause, Play, SkipBack, SkipForward, StepBack, StepForward } from "lucide-react";
import { useEffect, useRef, useState } from "react";

import {
  type PlacedItem,
  endOf,
  formatTimecode,
  frameAt,
  frameRate,
  placedItems,
  seek,
  useDocument,
  useView,
} from "@/timeline";
import { IconButton } from "@/ui/button";

import { step } from "../editing";
import { uploadQuery } from "../uploads";
import { useQuery } from "@tanstack/react-query";

/** Returns the clip under the playhead; it changes only when that is another one. */
function useClipUnderPlayhead(): PlacedItem | null {
  const document = useDocument((state) => state.document);
  const find = (frame: number) =>
    placedItems(document, "video").find((one) => one.start <= frame && frame < one.end) ?? null;
  const [id, setId] = useState<string | null>(null);
  useEffect(() => {
    const look = (frame: number) => setId(find(frame)?.item.id ?? null);
    look(useView.getState().playhead);
    return useView.subscribe((state) => state.playhead, look);
  });
  return placedItems(document, "video").find((one) => one.item.id === id) ?? null;
}

export function Preview() {
  const placed = useClipUnderPlayhead();
  return (
    <section aria-label="Preview" className="flex min-h-0 min-w-0 flex-col bg-canvas">
      <div className="relative grid min-h-0 flex-1 place-content-center overflow-hidden">
        {placed && "sourceEndSeconds" in placed.item ? (
          <ClipVideo placed={placed} uploadId={placed.item.uploadId} />
        ) : (
          <p className="text-sm text-ink-3">Nothing is under the playhead.</p>
        )}
      </div>
      <Transport />
    </section>
  );
}

function ClipVideo({ placed, uploadId }: { placed: PlacedItem; uploadId: number }) {
  const video = useRef<HTMLVideoElement>(null);
  const upload = useQuery(uploadQuery(uploadId)).data;
  const rate = frameRate(useDocument((state) => state.document.output.fps));
  const isPlaying = useView((state) => state.isPlaying);
  const start = placed.start;
  const from = "sourceStartSeconds" in placed.item ? placed.item.sourceStartSeconds : 0;

  useEffect(() => {
    const show = (frame: number) => {
      const element = video.current;
      const time = from + ((frame - start) * rate.denominator) / rate.numerator;
      if (element && Math.abs(element.currentTime - time) > 0.12) element.currentTime = time;
    };
    show(useView.getState().playhead);
    return useView.subscribe((state) => state.playhead, show);
  }, [from, start, rate.numerator, rate.denominator, upload?.fileUrl]);

  useEffect(() => {
    const element = video.current;
    if (!element || !isPlaying) return;
    void element.play().catch(() => useView.setState({ isPlaying: false }));
    let timer = requestAnimationFrame(function follow() {
      const frame = start + frameAt(element.currentTime - from, rate);
      seek(Math.min(frame, placed.end));
      if (frame >= endOf(useDocument.getState().document)) useView.setState({ isPlaying: false });
      timer = requestAnimationFrame(follow);
    });
    return () => {
      cancelAnimationFrame(timer);
      element.pause();
    };
  }, [isPlaying, start, placed.end, from, rate]);

  if (!upload?.fileUrl) return null;
  return (
    <video
      ref={video}
      src={upload.fileUrl}
      playsInline
      className="absolute inset-4 h-[calc(100%-32px)] w-[calc(100%-32px)] object-contain"
    />
  );
}

function Transport() {
  const isPlaying = useView((state) => state.isPlaying);
  const document = useDocument((state) => state.document);
  const time = useRef<HTMLSpanElement>(null);
  const rate = frameRate(document.output.fps);
  const end = endOf(document);
  useEffect(() => {
    const write = (frame: number) => {
      if (time.current)
        time.current.textContent = formatTimecode(frame, frameRate(document.output.fps));
    };
    write(useView.getState().playhead);
    return useView.subscribe((state) => state.playhead, write);
  }, [document.output.fps]);
  return (
    <div className="flex h-12 shrink-0 items-center gap-3 border-t border-line bg-panel px-3">
      <span ref={time} className="font-mono text-xs" />
      <span className="font-mono text-xs text-ink-3">{formatTimecode(end, rate)}</span>
      <div className="mx-auto flex items-center gap-1">
        <IconButton label="Start (Home)" icon={SkipBack} onClick={() => seek(0)} />
        <IconButton label="One frame back" icon={StepBack} onClick={() => step(-1)} />
        <IconButton
          label={isPlaying ? "Pause (Space)" : "Play (Space)"}
          icon={isPlaying ? Pause : Play}
          className="bg-raised"
          onClick={() => useView.setState({ isPlaying: !isPlaying })}
        />
        <IconButton label="One frame on" icon={StepForward} onClick={() => step(1)} />
        <IconButton label="End (End)" icon={SkipForward} onClick={() => seek(end)} />
      </div>
    </div>
  );
}
