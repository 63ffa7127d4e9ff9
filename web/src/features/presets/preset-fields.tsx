// SPDX-License-Identifier: Apache-2.0
/** The fields of one preset, edited in place. */
import { FieldList } from "@/ui/field-list";

import { type Family, PRESET_PARTS, shownFields } from "./families";
import type { PresetEditing } from "./use-preset-editing";

export function PresetFields({ family, editing }: { family: Family; editing: PresetEditing }) {
  return (
    <div className="rounded-control border border-line bg-panel">
      {editing.error && (
        <p role="alert" className="px-3 py-2 text-sm text-bad">
          {editing.error}
        </p>
      )}
      <FieldList
        source={PRESET_PARTS}
        fields={shownFields(family.key, editing.values)}
        values={editing.values}
        problems={editing.problems}
        onChange={editing.change}
      />
    </div>
  );
}
