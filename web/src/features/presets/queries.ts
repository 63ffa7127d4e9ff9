// SPDX-License-Identifier: Apache-2.0
/** Presets in the query cache, and what changes them. */
import { useQueryClient } from "@tanstack/react-query";
import { create } from "zustand";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { queryClient } from "@/api/query-client";
import { useQuery } from "@/api/use-query";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

import { type Family, type FamilyKey, familyOf } from "./families";
import {
  type Preset,
  archivePreset,
  createPreset,
  duplicatePreset,
  listPresets,
  restorePreset,
} from "./requests";

/** Grows whenever a preset was saved: what is made of presets is then another. */
export const usePresetSaves = create<{ count: number }>(() => ({ count: 0 }));

/** Says that a preset was saved, and shows it in lists. */
export function presetSaved(family: Family, preset: Preset): void {
  queryClient.setQueryData<Preset[]>(queryKeys.presetList(family.key), (presets) =>
    presets?.map((one) => (one.id === preset.id ? preset : one)),
  );
  usePresetSaves.setState(({ count }) => ({ count: count + 1 }));
}

/** Lists the presets of a family. */
export function usePresets(key: FamilyKey) {
  return useQuery({
    queryKey: queryKeys.presetList(key),
    queryFn: () => listPresets(familyOf(key)),
  });
}

function useInvalidation(family: Family) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: queryKeys.presetList(family.key) });
}

const showFailure = (error: unknown) => void showToast(messageOf(error), { tone: "bad" });

export function useCreatePreset(family: Family) {
  const invalidate = useInvalidation(family);
  return useMutation({
    mutationFn: () => createPreset(family, { name: `New ${family.noun}` }),
    onSuccess: invalidate,
    onError: showFailure,
  });
}

export function useDuplicatePreset(family: Family) {
  const invalidate = useInvalidation(family);
  return useMutation({
    mutationFn: (preset: Preset) => duplicatePreset(family, preset),
    onSuccess: invalidate,
    onError: showFailure,
  });
}

/** Archives a preset; the notice offers to take it back. */
export function useArchivePreset(family: Family) {
  const invalidate = useInvalidation(family);
  const restore = async (preset: Preset) => {
    try {
      await restorePreset(family, preset);
      await invalidate();
    } catch (error) {
      showFailure(error);
    }
  };
  return useMutation({
    mutationFn: (preset: Preset) => archivePreset(family, preset),
    onSuccess: (_, preset) => {
      const action = { label: "Undo", run: () => void restore(preset) };
      showToast(`${preset.name} was archived.`, { action });
      return invalidate();
    },
    onError: showFailure,
  });
}
