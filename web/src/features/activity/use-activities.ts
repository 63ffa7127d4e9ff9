// SPDX-License-Identifier: Apache-2.0
/** All activities of the user, live, and the news when one of them ends. */
import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo, useRef } from "react";
import { create } from "zustand";

import { queryKeys } from "@/api/query-keys";
import { uploadState, useUploadRows } from "@/features/upload-tray";
import type { UploadRow } from "@/lib/upload-engine";
import { readSetting, writeSetting } from "@/lib/settings";
import { showToast } from "@/ui/toast";

import {
  type Activity,
  isRunning,
  productionActivity,
  renderActivity,
  shownActivities,
} from "./activities";
import { useRecentProductions, useRecentRenders } from "./queries";

const REMEMBERED = 100;

const useDismissed = create<{ ids: string[] }>(() => ({
  ids: (readSetting("activity_dismissed") ?? "").split("\n").filter(Boolean),
}));

/** Shows a failure no more. */
export function dismissActivity(id: string): void {
  const ids = [...useDismissed.getState().ids, id].slice(-REMEMBERED);
  writeSetting("activity_dismissed", ids.join("\n"));
  useDismissed.setState({ ids });
}

function uploadActivity(row: UploadRow): Activity {
  return { id: row.id, kind: "upload", title: row.file.name, state: uploadState(row), at: row.at };
}

/** Returns every activity that is known of, over or not. */
function useAllActivities(): Activity[] {
  const rows = useUploadRows((state) => state.rows);
  const renders = useRecentRenders().data;
  const productions = useRecentProductions().data;
  return useMemo(
    () => [
      ...rows.map(uploadActivity),
      ...(renders ?? []).map(renderActivity),
      ...(productions ?? []).map(productionActivity),
    ],
    [rows, renders, productions],
  );
}

/** Returns what runs and what failed lately. */
export function useActivities(): Activity[] {
  const all = useAllActivities();
  const { ids } = useDismissed();
  return useMemo(() => shownActivities(all, new Set(ids), Date.now()), [all, ids]);
}

/** Refreshes lists and shows a notice when an export or production that ran has ended. */
export function useEndings(): void {
  const all = useAllActivities();
  const queries = useQueryClient();
  const running = useRef(new Set<string>());
  useEffect(() => {
    const subject = ({ kind, title, id }: Activity) => `${kind} ${id.split(" ")[1] ?? title}`;
    for (const one of all) {
      if (one.kind === "upload" || isRunning(one) || !running.current.has(subject(one))) continue;
      void queries.invalidateQueries({ queryKey: queryKeys.exports });
      void queries.invalidateQueries({ queryKey: queryKeys.productions });
      tell(one);
    }
    running.current = new Set(all.filter(isRunning).map(subject));
  }, [all, queries]);
}

function tell({ kind, title, state }: Activity): void {
  if (state.kind === "ready") {
    showToast(kind === "export" ? `${title} was exported` : `${title} is ready to be published`);
  }
  if (state.kind === "failed") showToast(`${title} failed: ${state.reason}`, { tone: "bad" });
}
