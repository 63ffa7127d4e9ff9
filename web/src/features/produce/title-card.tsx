// SPDX-License-Identifier: Apache-2.0
/** The title over the first seconds of a production. */
import { Type } from "lucide-react";
import { useEffect, useId } from "react";

import { PresetChoice, defaultPreset, usePresets } from "@/features/presets";

import { chooseIn, useProblem, useSection, write } from "./choices";
import { type CardProps, SectionCard } from "./section-card";

const LONGEST = 1000;
const MOST_LINES = 30;

/** Returns a text without the lines that are too many. */
function limited(text: string): string {
  return text.split("\n").slice(0, MOST_LINES).join("\n").slice(0, LONGEST);
}

export function TitleCard({ isOpen, onToggle }: CardProps) {
  const id = useId();
  const { chosen, isChosen, isOn } = useSection("screenTitle");
  const presets = usePresets("screenTitle").data;
  const presetId = chosen.screenTitlePresetId;
  const preset = presets?.find((one) => one.id === presetId) ?? defaultPreset(presets);
  const text = chosen.screenTitleText ?? "";
  const problem = useProblem("screenTitleText", "screenTitlePresetId");
  const missing = isChosen && isOn && presetId == null ? preset?.id : undefined;
  useEffect(() => {
    // What is shown is what is produced, also where an address or another client gave only a text.
    if (missing !== undefined) chooseIn("screenTitle", "Choose style", { screenTitlePresetId: missing });
  }, [missing]);
  const type = (typed: string) =>
    write("screenTitleText", limited(typed), {
      screenTitlePresetId: typed === "" ? undefined : (presetId ?? preset?.id),
    });
  const first = text.split("\n")[0] ?? "";
  return (
    <SectionCard
      section="screenTitle"
      title="Screen title"
      icon={Type}
      summary={isChosen ? [first && `“${first}”`, preset?.name].filter(Boolean).join(" · ") : "No title"}
      thumbUrl={isChosen && preset ? `/api/screen-title-presets/${preset.id}/preview.png?revision=${preset.revision}` : null}
      isOpen={isOpen}
      onToggle={onToggle}
      problem={problem}
    >
      <div className="flex flex-col gap-1">
        <label htmlFor={id} className="text-sm text-ink-2">
          Text
        </label>
        <textarea
          id={id}
          rows={2}
          value={text}
          readOnly={!isOn}
          maxLength={LONGEST}
          aria-invalid={problem ? true : undefined}
          onChange={(event) => type(event.target.value)}
          className="w-full resize-y rounded-control border border-line-strong bg-field px-3 py-2 aria-invalid:border-bad"
        />
      </div>
      <PresetChoice
        family="screenTitle"
        label="Style"
        value={presetId}
        onChange={(chosenId) => isChosen && chooseIn("screenTitle", "Choose style", { screenTitlePresetId: chosenId })}
      />
    </SectionCard>
  );
}
