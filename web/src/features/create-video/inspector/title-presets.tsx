// SPDX-License-Identifier: Apache-2.0
/** Looks for titles to begin with; what is chosen is copied into the title. */
import type { Part } from "@/timeline";
import { Button } from "@/ui/button";

import { newPart } from "./fields";

type Preset = Partial<Part<"TitlePreset">>;

const PRESETS: Preset[] = [
  { name: "Plain", position: "middle", fontSizePct: 6, fade: "in_out" },
  { name: "Boxed", style: "pill", position: "bottom", fade: "in_out" },
  { name: "One box", style: "merged_pill", position: "bottom", alignment: "left", fade: "in_out" },
  {
    name: "Headline",
    fontKey: "montserrat",
    fontSizePct: 8,
    position: "middle",
    outlineWidthPct: 40,
    fade: "in_out",
  },
  { name: "Handwritten", fontKey: "caveat", fontSizePct: 7, position: "middle", fade: "in_out" },
  {
    name: "Chrome",
    fontKey: "titan_one",
    fontSizePct: 8,
    fontGradientKey: "chrome",
    position: "middle",
    fade: "in_out",
  },
];

interface TitlePresetsProps {
  /** The name of the preset that was chosen last. */
  chosen: string | undefined;
  onChoose: (preset: object) => void;
}

export function TitlePresets({ chosen, onChoose }: TitlePresetsProps) {
  return (
    <div role="group" aria-label="Looks to begin with" className="grid grid-cols-2 gap-1 pb-2">
      {PRESETS.map((preset) => (
        <Button
          key={preset.name}
          aria-pressed={preset.name === chosen}
          className="aria-pressed:border-accent aria-pressed:bg-accent-soft"
          onClick={() => onChoose({ ...newPart("TitlePreset"), ...preset })}
        >
          {preset.name}
        </Button>
      ))}
    </div>
  );
}
