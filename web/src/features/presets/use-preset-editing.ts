// SPDX-License-Identifier: Apache-2.0
/** Edits a preset in place: each change is shown at once and saved shortly after. */
import { useEffect, useRef, useState } from "react";

import { messageOf } from "@/api/error";
import type { SaveState } from "@/lib/save-queue";
import type { Values } from "@/ui/field-list";

import { type Family, changesWith } from "./families";
import { blankName, problemsOf, problemsOfWaiting, sendable, withoutProblem } from "./preset-problems";
import { presetSaved } from "./queries";
import { type Preset, changePreset } from "./requests";

const QUIET_MILLISECONDS = 400;
const NONE: ReadonlyMap<string, string> = new Map();

export interface PresetEditing {
  values: Values;
  /** What the server refuses, by the first steps of the pointers. */
  problems: ReadonlyMap<string, string>;
  /** What it refuses or could not answer as a whole. */
  error: string | null;
  saveState: SaveState<never>;
  change: (field: string, value: unknown) => void;
}

export function usePresetEditing(family: Family, preset: Preset): PresetEditing {
  const [edited, setEdited] = useState<Values>({});
  const [failure, setFailure] = useState<unknown>(null);
  const [refused, setRefused] = useState(NONE);
  const unsaved = useRef<Values>({});
  const refusedNow = useRef(NONE);
  const newest = useRef(preset);
  const timer = useRef(0);
  const isSending = useRef(false);
  // An answer that is older than what was saved here is left alone.
  if (preset.id !== newest.current.id || preset.revision > newest.current.revision) {
    newest.current = preset;
  }

  const refuse = (problems: ReadonlyMap<string, string>) => {
    refusedNow.current = problems;
    setRefused(problems);
  };
  const save = async () => {
    window.clearTimeout(timer.current);
    // What is refused waits until it is changed, and keeps nothing else from being saved.
    const { sent, kept } = sendable(unsaved.current, refusedNow.current);
    if (isSending.current || Object.keys(sent).length === 0) return;
    unsaved.current = kept;
    isSending.current = true;
    let isAgain = false;
    try {
      newest.current = await changePreset(family, newest.current, sent);
      presetSaved(family, newest.current);
      setFailure(null);
      refuse(problemsOfWaiting(refusedNow.current, unsaved.current));
      isAgain = Object.keys(sendable(unsaved.current, refusedNow.current).sent).length > 0;
      if (!isAgain) setEdited({ ...unsaved.current });
    } catch (error) {
      unsaved.current = { ...sent, ...unsaved.current };
      const found = problemsOf(error);
      const isOfSent = [...found.keys()].some((key) => key.split("/")[0]! in sent);
      refuse(new Map([...refusedNow.current, ...found]));
      setFailure(isOfSent ? null : error);
      isAgain = isOfSent;
    }
    isSending.current = false;
    if (isAgain) void saving.current();
  };
  const saving = useRef(save);
  saving.current = save;
  useEffect(() => () => void saving.current(), [preset.id]);

  const values = { ...preset, ...edited };
  return {
    values,
    problems: refused,
    error: failure ? messageOf(failure) : null,
    saveState: stateOf(failure !== null || refused.size > 0, Object.keys(edited).length > 0),
    change: (field, value) => {
      const changes = changesWith(field, value, values);
      unsaved.current = { ...unsaved.current, ...changes };
      const others = Object.keys(changes).reduce(withoutProblem, refusedNow.current);
      refuse(new Map([...others, ...blankName(changes)]));
      setEdited((before) => ({ ...before, ...changes }));
      window.clearTimeout(timer.current);
      timer.current = window.setTimeout(() => void saving.current(), QUIET_MILLISECONDS);
    },
  };
}

function stateOf(isRefused: boolean, isChanged: boolean): SaveState<never> {
  if (isRefused) return { kind: "refused", error: null };
  return isChanged ? { kind: "saving" } : { kind: "saved", at: null };
}
