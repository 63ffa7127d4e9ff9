// SPDX-License-Identifier: Apache-2.0
/** Chooses a preset, and edits it in place. */
import { ChevronDown, CopyPlus, Plus } from "lucide-react";
import { useState } from "react";

import { useCurrentUser } from "@/api/current-user";
import { Button, IconButton } from "@/ui/button";
import { cx } from "@/ui/cx";

import { type Family, type FamilyKey, familyOf } from "./families";
import { PresetFields } from "./preset-fields";
import { useCreatePreset, useDuplicatePreset, usePresets } from "./queries";
import type { Preset } from "./requests";
import { usePresetEditing } from "./use-preset-editing";

interface PresetChoiceProps {
  family: FamilyKey;
  label: string;
  value: number | undefined;
  problem?: string;
  onChange: (presetId: number) => void;
}

/** Returns the preset that is meant when none is named. */
export function defaultPreset(presets: Preset[] | undefined): Preset | undefined {
  return presets?.find((preset) => preset.isDefault) ?? presets?.[0];
}

export function PresetChoice({ family: key, label, value, problem, onChange }: PresetChoiceProps) {
  const family = familyOf(key);
  const presets = usePresets(key);
  const [isEditing, setEditing] = useState(false);
  const chosen = presets.data?.find((preset) => preset.id === value) ?? defaultPreset(presets.data);
  return (
    <div className="flex flex-col gap-2">
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex min-w-0 flex-1 basis-40 flex-col gap-1 text-sm text-ink-2">
          {label}
          <select
            value={chosen?.id ?? ""}
            disabled={!presets.data}
            aria-invalid={problem ? true : undefined}
            onChange={(event) => onChange(Number(event.target.value))}
            className="h-8 w-full min-w-0 rounded-control border border-line-strong bg-field px-2 text-ink max-[899px]:h-11"
          >
            {presets.isPending && <option value="">Loading…</option>}
            {presets.data?.length === 0 && <option value="">None yet</option>}
            {presets.data?.map((preset) => (
              <option key={preset.id} value={preset.id}>
                {preset.name}
              </option>
            ))}
          </select>
        </label>
        <Actions family={family} chosen={chosen} onChange={onChange} />
        {chosen && (
          <Button
            look="quiet"
            aria-expanded={isEditing}
            onClick={() => setEditing(!isEditing)}
            className="!px-2"
          >
            <ChevronDown size={16} aria-hidden className={cx(isEditing && "rotate-180")} />
            Edit preset
          </Button>
        )}
      </div>
      {problem && <p className="text-xs text-bad">{problem}</p>}
      {presets.error && <p className="text-xs text-bad">The presets could not be loaded.</p>}
      {isEditing && chosen && <Editing key={chosen.id} family={family} preset={chosen} />}
    </div>
  );
}

interface ActionsProps {
  family: Family;
  chosen: Preset | undefined;
  onChange: (presetId: number) => void;
}

function Actions({ family, chosen, onChange }: ActionsProps) {
  const create = useCreatePreset(family);
  const duplicate = useDuplicatePreset(family);
  const canCreate = useCanCreate(family);
  const taken = { onSuccess: (preset: Preset) => onChange(preset.id) };
  if (!canCreate) return null;
  if (!chosen) {
    return <IconButton label={`New ${family.noun}`} icon={Plus} onClick={() => create.mutate(undefined, taken)} />;
  }
  return (
    <IconButton
      label={`Duplicate ${chosen.name}`}
      icon={CopyPlus}
      onClick={() => duplicate.mutate(chosen, taken)}
    />
  );
}

/** Whether the user may make presets of a family. */
export function useCanCreate(family: Family): boolean {
  const user = useCurrentUser();
  return !family.isManaged || (user?.roles.includes("admin") ?? false);
}

function Editing({ family, preset }: { family: Family; preset: Preset }) {
  const editing = usePresetEditing(family, preset);
  if (!preset.isOwn) {
    return (
      <p className="rounded-control border border-line px-3 py-2 text-sm text-ink-2">
        {preset.description ??
          (family.isManaged
            ? "Administrators keep these presets; choose the one that fits."
            : "Somebody shares this preset with you. Duplicate it to change it.")}
      </p>
    );
  }
  return (
    <>
      <p className="text-xs text-ink-3">
        Changes of “{preset.name}” also count for other drafts that use it; what was produced stays
        as it is.
      </p>
      <PresetFields family={family} editing={editing} />
    </>
  );
}
