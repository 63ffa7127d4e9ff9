// SPDX-License-Identifier: Apache-2.0
/** The parts of a production that are an upload with a preset: lower third, logo and music. */
import { type LucideIcon, Music, RectangleEllipsis, Stamp } from "lucide-react";
import { useState } from "react";

import type { DraftConfig, Section } from "@/features/drafts";
import { PICKABLE, Picker, type PickableName, useUpload } from "@/features/media-picker";
import {
  type FamilyKey,
  type Preset,
  PresetChoice,
  defaultPreset,
  usePresets,
} from "@/features/presets";
import { wordOf } from "@/lib/schema-fields";
import { Button } from "@/ui/button";

import { chooseIn, useProblem, useSection } from "./choices";
import { type CardProps, SectionCard } from "./section-card";

interface UploadPart {
  section: Section;
  title: string;
  icon: LucideIcon;
  what: PickableName;
  family: FamilyKey;
  uploadKey: keyof DraftConfig & string;
  presetKey: keyof DraftConfig & string;
  presetLabel: string;
  none: string;
  /** What a preset does, in a few words. */
  facts: (preset: Preset) => string[];
}

const LOGO: UploadPart = {
  section: "logo",
  title: "Logo",
  icon: Stamp,
  what: "logo",
  family: "logo",
  uploadKey: "logoUploadId",
  presetKey: "logoConfigId",
  presetLabel: "Place and size",
  none: "No logo",
  facts: (preset) => [wordOf(String(preset.position)), `${String(preset.sizePctWidth)} %`],
};

const LOWER_THIRD: UploadPart = {
  section: "lowerThird",
  title: "Lower third",
  icon: RectangleEllipsis,
  what: "lowerThird",
  family: "lowerThird",
  uploadKey: "lowerThirdUploadId",
  presetKey: "lowerThirdConfigId",
  presetLabel: "Layout",
  none: "No lower third",
  facts: (preset) => [preset.name],
};

const MUSIC: UploadPart = {
  section: "music",
  title: "Music",
  icon: Music,
  what: "music",
  family: "audio",
  uploadKey: "musicUploadId",
  presetKey: "audioConfigId",
  presetLabel: "Mix",
  none: "No music",
  facts: (preset) => [preset.name],
};

export const LogoCard = (props: CardProps) => <UploadCard {...props} part={LOGO} />;
export const LowerThirdCard = (props: CardProps) => <UploadCard {...props} part={LOWER_THIRD} />;
export const MusicCard = (props: CardProps) => <UploadCard {...props} part={MUSIC} />;

function UploadCard({ part, isOpen, onToggle }: CardProps & { part: UploadPart }) {
  const [isPicking, setPicking] = useState(false);
  const { chosen, isChosen } = useSection(part.section);
  const uploadId = chosen[part.uploadKey] as number | undefined;
  const presetId = chosen[part.presetKey] as number | undefined;
  const upload = useUpload(uploadId);
  const presets = usePresets(part.family).data;
  const preset = presets?.find((one) => one.id === presetId) ?? defaultPreset(presets);
  const problem = useProblem(part.uploadKey, part.presetKey);
  const name = upload.isError ? "The file is gone: choose another one" : (upload.data?.name ?? "…");
  const pick = (id: number) =>
    chooseIn(part.section, `Choose ${part.title.toLowerCase()}`, {
      [part.uploadKey]: id,
      ...(presetId === undefined && preset && { [part.presetKey]: preset.id }),
    });
  return (
    <>
      <SectionCard
        {...part}
        summary={isChosen ? [name, ...(preset ? part.facts(preset) : [])].join(" · ") : part.none}
        thumbUrl={upload.data?.thumbUrl}
        isOpen={isOpen}
        onToggle={onToggle}
        onChoose={() => setPicking(true)}
        problem={problem}
      >
        {!isChosen && (
          <p className="text-sm text-ink-2">
            {part.none}.{" "}
            <Button look="quiet" className="!px-1 text-accent" onClick={() => setPicking(true)}>
              Choose {PICKABLE[part.what].noun}
            </Button>
          </p>
        )}
        <PresetChoice
          family={part.family}
          label={part.presetLabel}
          value={presetId}
          onChange={(id) => isChosen && chooseIn(part.section, "Choose preset", { [part.presetKey]: id })}
        />
      </SectionCard>
      {isPicking && (
        <Picker what={part.what} chosen={uploadId} onPick={pick} onClose={() => setPicking(false)} />
      )}
    </>
  );
}
