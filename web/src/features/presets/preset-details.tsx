// SPDX-License-Identifier: Apache-2.0
/** One preset: its name, what it looks like, its fields, and what can be done with it. */
import { Archive, CopyPlus } from "lucide-react";

import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { SaveStatus } from "@/ui/save-status";
import { Switch } from "@/ui/switch";

import type { Family } from "./families";
import { PresetFields } from "./preset-fields";
import { useCanCreate } from "./preset-choice";
import { PresetPreview } from "./preset-preview";
import { useArchivePreset, useDuplicatePreset } from "./queries";
import type { Preset } from "./requests";
import { usePresetEditing } from "./use-preset-editing";

interface PresetDetailsProps {
  family: Family;
  preset: Preset;
  onMade: (preset: Preset) => void;
}

export function PresetDetails({ family, preset, onMade }: PresetDetailsProps) {
  const editing = usePresetEditing(family, preset);
  const duplicate = useDuplicatePreset(family);
  const archive = useArchivePreset(family);
  const canCreate = useCanCreate(family);
  const canChange = preset.isOwn;
  const { values } = editing;
  return (
    <section
      aria-label={preset.name}
      className="grid min-w-0 grid-cols-[minmax(0,1fr)_340px] items-start gap-4 max-[1199px]:grid-cols-1"
    >
      <div className="flex min-w-0 flex-col gap-4">
        <PresetPreview family={family} preset={preset} values={values} />
        <TextField
          label="Name"
          maxLength={120}
          readOnly={!canChange}
          value={String(values.name ?? "")}
          error={editing.problems.get("name")}
          onChange={(name) => editing.change("name", name)}
        />
        <TextField
          label="Description"
          maxLength={2000}
          readOnly={!canChange}
          value={String(values.description ?? "")}
          error={editing.problems.get("description")}
          onChange={(text) => editing.change("description", text === "" ? null : text)}
        />
        {canChange && !family.isManaged && (
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2 text-sm">
            <Toggle
              label="Default for new drafts"
              isOn={values.isDefault === true}
              onChange={(isOn) => editing.change("isDefault", isOn)}
            />
            <Toggle
              label="Shared with the workspace"
              isOn={values.isShared === true}
              onChange={(isOn) => editing.change("isShared", isOn)}
            />
          </div>
        )}
        {(canChange || canCreate) && (
          <div className="flex flex-wrap items-center gap-2">
            <Button
              icon={CopyPlus}
              isBusy={duplicate.isPending}
              onClick={() => duplicate.mutate(preset, { onSuccess: onMade })}
            >
              Duplicate
            </Button>
            {canChange && (
              <Button
                icon={Archive}
                isBusy={archive.isPending}
                onClick={() => archive.mutate(preset)}
              >
                Archive
              </Button>
            )}
            {canChange && <SaveStatus state={editing.saveState} />}
          </div>
        )}
      </div>
      {canChange ? (
        <PresetFields family={family} editing={editing} />
      ) : (
        <p className="text-sm text-ink-2">
          {family.isManaged
            ? "Administrators keep these presets for everybody."
            : "Somebody shares this preset with you. Duplicate it to have one of your own."}
        </p>
      )}
    </section>
  );
}

interface ToggleProps {
  label: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

function Toggle({ label, isOn, onChange }: ToggleProps) {
  return (
    <span className="flex items-center gap-2">
      <Switch label={label} isOn={isOn} onChange={onChange} />
      <span aria-hidden>{label}</span>
    </span>
  );
}
