// SPDX-License-Identifier: Apache-2.0
/** What a preset looks like: drawn by the server where it has a picture, else as a sketch. */
import { useEffect, useState } from "react";

import type { Values } from "@/ui/field-list";
import { wordOf } from "@/lib/schema-fields";

import type { Family } from "./families";
import type { Preset } from "./requests";

interface PresetPreviewProps {
  family: Family;
  preset: Preset;
  values: Values;
}

export function PresetPreview({ family, preset, values }: PresetPreviewProps) {
  switch (family.key) {
    case "logo":
      return <PlaceSketch values={values} word="Logo" shape={3} />;
    case "lowerThird":
      return (
        <PlaceSketch values={{ ...values, position: "bottom_center" }} word="Lower third" shape={6} />
      );
    case "audio":
      return <MixSketch values={values} />;
    default:
      return <ServerPicture family={family} preset={preset} />;
  }
}

/** The width of the frame for which the server draws samples, in pixels. */
const SAMPLE_FRAME_WIDTH = 1280;

/** The picture that the server draws of the preset as it is saved, as large as in its frame. */
function ServerPicture({ family, preset }: { family: Family; preset: Preset }) {
  const [width, setWidth] = useState(0);
  const url = `${family.path}/${preset.id}/preview.png?revision=${preset.revision}`;
  const [failed, setFailed] = useState<string | null>(null);
  useEffect(() => setFailed(null), [url]);
  return (
    <Frame>
      {failed === url ? (
        <p className="absolute inset-0 grid place-content-center px-6 text-center text-sm text-white/80">
          It is shown in the preview of a production that uses it.
        </p>
      ) : (
        <img
          src={url}
          alt={`Sample of ${preset.name}`}
          onError={() => setFailed(url)}
          onLoad={({ currentTarget }) => setWidth(currentTarget.naturalWidth / SAMPLE_FRAME_WIDTH)}
          className="absolute inset-0 m-auto"
          style={{ width: `${Math.min(1, width) * 100}%` }}
        />
      )}
    </Frame>
  );
}

function Frame({ children }: { children: React.ReactNode }) {
  return (
    <div className="relative aspect-video w-full max-w-[720px] overflow-hidden rounded-panel border border-line bg-[#3b4652]">
      {children}
    </div>
  );
}

const INSETS: Record<string, number> = { small: 6, medium: 10, large: 14 };

/** Where something lies in the frame and how large it is. */
function PlaceSketch({ values, word, shape }: { values: Values; word: string; shape: number }) {
  const [row = "bottom", column = "right"] = String(values.position ?? "").split("_");
  const x = INSETS[String(values.insetXPreset)] ?? 0;
  const y = INSETS[String(values.insetYPreset)] ?? 0;
  const width = Number(values.sizePctWidth ?? 20);
  const place: React.CSSProperties = {
    width: `${width}%`,
    aspectRatio: shape,
    opacity: Number(values.opacityPct ?? 100) / 100,
    ...(column === "left" && { left: `${x}%` }),
    ...(column === "right" && { right: `${x}%` }),
    ...(column === "center" && { left: `${(100 - width) / 2}%` }),
    ...(row === "top" && { top: `${y}%` }),
    ...(row === "bottom" && { bottom: `${y}%` }),
    ...(row === "middle" && { top: "50%", translate: "0 -50%" }),
  };
  return (
    <figure>
      <Frame>
        <span
          role="img"
          aria-label={`${word} at ${wordOf(String(values.position))}`}
          className="absolute rounded-clip bg-white"
          style={place}
        />
      </Frame>
      <figcaption className="mt-2 text-sm text-ink-2">{timingWords(values)}</figcaption>
    </figure>
  );
}

function timingWords({ timingRule, timingSeconds, fade }: Values): string {
  const seconds = `${String(timingSeconds ?? 0)} s`;
  const when: Record<string, string> = {
    entire: "Shown throughout",
    start_after: `Shown after the first ${seconds}`,
    first_only: `Shown for the first ${seconds}`,
    last_only: `Shown for the last ${seconds}`,
  };
  const fading: Record<string, string> = {
    in: ", fading in",
    out: ", fading out",
    in_out: ", fading in and out",
  };
  return `${when[String(timingRule)] ?? ""}${fading[String(fade)] ?? ""}.`;
}

/** How loud music and video are to one another. */
function MixSketch({ values }: { values: Values }) {
  const isMix = values.mode !== "replace";
  const rows = [
    { name: "Video", decibels: isMix ? Number(values.videoGainDb ?? 0) : -60, color: "bg-edge-video" },
    { name: "Music", decibels: Number(values.musicGainDb ?? 0), color: "bg-edge-music" },
  ];
  return (
    <div className="flex w-full max-w-[720px] flex-col gap-3 rounded-panel border border-line bg-panel p-4">
      {rows.map(({ name, decibels, color }) => (
        <div key={name} className="grid grid-cols-[64px_minmax(0,1fr)_72px] items-center gap-3">
          <span className="text-sm">{name}</span>
          <span className="h-3 overflow-hidden rounded-full bg-lane">
            <span
              className={`block h-full ${color}`}
              style={{ width: `${Math.max(0, ((decibels + 60) / 66) * 100)}%` }}
            />
          </span>
          <span className="text-right font-mono text-sm text-ink-2">
            {decibels <= -60 ? "silent" : `${decibels} dB`}
          </span>
        </div>
      ))}
      <p className="text-sm text-ink-2">{mixWords(values)}</p>
    </div>
  );
}

function mixWords(values: Values): string {
  if (values.mode === "replace") return "The music replaces the sound of the video.";
  const amount = `${String(values.duckingAmountDb)} dB`;
  if (values.duckingMode === "rolling") {
    return `Music is mixed in, and lowered by up to ${amount} with the level of speech.`;
  }
  if (values.duckingMode === "abrupt") return `Music is mixed in, and gives way to speech at once.`;
  return "Music is mixed in at one level.";
}
