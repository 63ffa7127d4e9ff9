// SPDX-License-Identifier: Apache-2.0
/** Edits a preset in place: each change is shown at once and saved shortly after. */
import { useEffect, useRef, useState } from "react";

import { ApiError, messageOf } from "@/api/error";
import type { Values } from "@/ui/field-list";

import { type Family, changesWith } from "./families";
import { presetSaved } from "./queries";
import { type Preset, changePreset } from "./requests";

const QUIET_MILLISECONDS = 400;

export interface PresetEditing {
  values: Values;
  /** What the server refuses, by the first steps of the pointers. */
  problems: Map<string, string>;
  /** What it refuses or could not answer as a whole. */
  error: string | null;
  change: (field: string, value: unknown) => void;
}

export function usePresetEditing(family: Family, preset: Preset): PresetEditing {
  const [edited, setEdited] = useState<Values>({});
  const [failure, setFailure] = useState<unknown>(null);
  const unsaved = useRef<Values>({});
  const newest = useRef(preset);
  const timer = useRef(0);
  const isSending = useRef(false);
  // An answer that is older than what was saved here is left alone.
  if (preset.id !== newest.current.id || preset.revision > newest.current.revision) {
    newest.current = preset;
  }

  const save = async () => {
    window.clearTimeout(timer.current);
    const fields = unsaved.current;
    if (isSending.current || Object.keys(fields).length === 0) return;
    unsaved.current = {};
    isSending.current = true;
    try {
      newest.current = await changePreset(family, newest.current, fields);
      presetSaved(family, newest.current);
      setFailure(null);
      if (Object.keys(unsaved.current).length === 0) setEdited({});
    } catch (error) {
      unsaved.current = { ...fields, ...unsaved.current };
      setFailure(error);
    }
    isSending.current = false;
  };
  const saving = useRef(save);
  saving.current = save;
  useEffect(() => () => void saving.current(), [preset.id]);

  const values = { ...preset, ...edited };
  return {
    values,
    problems: problemsOf(failure),
    error: failure && problemsOf(failure).size === 0 ? messageOf(failure) : null,
    change: (field, value) => {
      const changes = changesWith(field, value, values);
      unsaved.current = { ...unsaved.current, ...changes };
      setEdited((before) => ({ ...before, ...changes }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void saving.current(), QUIET_MILLISECONDS);
    },
  };
}

function problemsOf(failure: unknown): Map<string, string> {
  if (!(failure instanceof ApiError)) return new Map();
  const own = typeof failure.body.pointer === "string" ? [[failure.body.pointer, failure.message]] : [];
  const all = failure.problems.map((one) => [one.pointer, one.detail]);
  return new Map([...own, ...all].map(([pointer = "", detail = ""]) => [pointer.slice(1), detail]));
}
