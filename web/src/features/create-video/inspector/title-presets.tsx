// SPDX-License-Identifier: Apache-2.0
/** Looks for titles to begin with; what is chosen is copied into the title. */
import type { Part } from "@/timeline";
import { Button } from "@/ui/button";
import { Group } from "@/ui/field-list";

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

export function TitlePresets({ onChoose }: { onChoose: (preset: object) => void }) {
  return (
    <Group title="Presets">
      <div className="grid grid-cols-2 gap-1">
        {PRESETS.map((preset) => (
          <Button
            key={preset.name}
            onClick={() => onChoose({ ...newPart("TitlePreset"), ...preset })}
          >
            {preset.name}
          </Button>
        ))}
      </div>
    </Group>
  );
}
