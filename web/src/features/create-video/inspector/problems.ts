// SPDX-License-Identifier: Apache-2.0
/** What is wrong with what the inspector shows, by field. */
import { type RefObject, useEffect, useState } from "react";

import { useResolved } from "@/media/preview";
import { type Fault } from "@/lib/schema-checking";
import { type PlacedItem, type TrackName, useDocument } from "@/timeline";

import { placeAt, refusalsOf } from "../pointers";
import { useProject } from "../project-state";
import { useWantedField } from "../refused-items";
import { type UploadFacts, withUploadNames } from "../uploads";
import { faultOf } from "./fields";

/** Fields that have a control of their own beside the list of fields. */
const TIMES = ["startSeconds", "endSeconds"];

/**
 * Returns the problems of items by the steps of their pointers below the item.
 *
 * They are those of the refused save and of the document as the server resolves it. What belongs to
 * no control, as a problem with the file does, is said of the item, at the empty path.
 */
export function useProblems(
  items: PlacedItem[],
  keys: readonly string[],
  uploads: UploadFacts,
): Map<string, string> {
  const resolved = useResolved((state) => state.resolved);
  const document = useDocument((state) => state.document);
  const saveState = useProject((project) => project.saveState);
  const refused = saveState.kind === "refused" ? refusalsOf(saveState.error) : [];
  const ids = new Set(items.map((one) => one.item.id));
  const found = new Map<string, string>();
  const note = (path: string, detail: string) => {
    const hasControl = [...keys, ...TIMES].includes(path.split("/")[0] ?? "");
    found.set(hasControl ? path : "", withUploadNames(detail, uploads));
  };
  for (const { pointer, detail } of refused) {
    const { item, path } = placeAt(document, pointer);
    if (item && ids.has(item.id)) note(path, detail);
  }
  for (const { itemId, pointer, detail } of resolved?.problems ?? []) {
    if (itemId !== null && ids.has(itemId)) note(pointer.split("/").slice(4).join("/"), detail);
  }
  return found;
}

/**
 * Keeps values that a field may not have out of the document, and what is wrong with the last one.
 *
 * `check` returns whether there is something wrong; `found` has it until another value is put in.
 */
export function useFaults(track: TrackName) {
  const [last, setLast] = useState<Fault | null>(null);
  const check = (key: string, value: unknown) => {
    const fault = faultOf(track, key, value);
    setLast(fault);
    return fault !== null;
  };
  const found = new Map(last ? [[last.path.join("/"), last.detail]] : []);
  return { check, found };
}

/** Goes to the field that is wanted: unfolds its group, scrolls to it and puts the focus in it. */
export function useWantedFocus(section: RefObject<HTMLElement | null>): void {
  const path = useWantedField((state) => state.path);
  useEffect(() => {
    if (path === null) return undefined;
    // A dialog that closes now gives the focus back first, and a drawer opens.
    const timer = window.setTimeout(() => {
      useWantedField.setState({ path: null });
      focusOn(section.current, path);
    });
    return () => window.clearTimeout(timer);
  }, [path, section]);
}

function focusOn(section: HTMLElement | null, path: string): void {
  const steps = path.split("/");
  for (let length = steps.length; length > 0; length -= 1) {
    const key = CSS.escape(steps.slice(0, length).join("/"));
    const row = section?.querySelector<HTMLElement>(`[data-field="${key}"]`);
    if (!row) continue;
    row.closest("details")?.setAttribute("open", "");
    // The control that the label belongs to is the one with an id.
    const control =
      row.querySelector<HTMLElement>(":is(input, select, textarea)[id]") ??
      row.querySelector<HTMLElement>("input, button");
    (control ?? row).scrollIntoView({ block: "center" });
    control?.focus({ preventScroll: true });
    return;
  }
}
