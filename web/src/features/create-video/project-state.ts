// SPDX-License-Identifier: Apache-2.0
/** The project that is open: its name, how far it is saved, and the tabs that have it open, too. */
import { create } from "zustand";

import { ApiError } from "@/api/error";
import {
  DocumentSession,
  type SessionPorts,
  failureKindOf,
  readEntry,
} from "@/lib/document-session";
import type { SaveQueue, SaveState, Tagged } from "@/lib/save-queue";
import { type Conflict, type Timeline, editedTimeline, merge } from "@/timeline";

import { hasPasted } from "./pasted-uploads";
import { type Project, readProject, restoreRevision, saveTimeline } from "./project-requests";

interface ProjectState {
  project: Project | null;
  saveState: SaveState<Conflict>;
  /** Grows each time somebody else's work was merged into this document. */
  merges: number;
}

export const useProject = create<ProjectState>(() => ({
  project: null,
  saveState: { kind: "saved", at: null },
  merges: 0,
}));

const CURRENT = "create_video_current_project_id";

/** Returns the id of the project that was open last in this browser. */
export function currentProjectId(): number | null {
  try {
    const id = Number(localStorage.getItem(CURRENT));
    return Number.isInteger(id) && id > 0 ? id : null;
  } catch {
    return null;
  }
}

function rememberProject(id: number): void {
  try {
    localStorage.setItem(CURRENT, String(id));
  } catch {
    // A browser that stores nothing begins with a new project.
  }
}

let session: { id: number; opened: DocumentSession<Timeline> } | null = null;

/** Reads the open project again; what else the answer says of it is shown, too. */
async function readAgain(id: number): Promise<Tagged<Timeline>> {
  const found = await readProject(id);
  if (session?.id === id) useProject.setState({ project: found.project });
  return found;
}

function portsOf(id: number): SessionPorts<Timeline> {
  return {
    name: `project/${id}`,
    edited: editedTimeline,
    read: () => readAgain(id),
    send: (document, etag) =>
      saveTimeline(id, document, etag, { allowExports: hasPasted(document) }),
    merge,
    onState: (saveState) => useProject.setState({ saveState }),
    onMerged: () => useProject.setState(({ merges }) => ({ merges: merges + 1 })),
  };
}

/** Whether a project cannot be opened because it is archived or not there. */
export function isGone(error: unknown): boolean {
  const isForGood = error instanceof ApiError && failureKindOf(error) === "refused";
  return isForGood || error instanceof ArchivedProject;
}

class ArchivedProject extends Error {}

/** Opens a project instead of the one that is open; throws what keeps it from being opened. */
export async function openProject(id: number): Promise<void> {
  await closeProject();
  const [found, entry] = await Promise.all([
    readProject(id),
    readEntry<Timeline>(`project/${id}`),
  ]);
  if (found.project.status === "archived") throw new ArchivedProject("This timeline is archived.");
  rememberProject(id);
  useProject.setState({ project: found.project, merges: 0 });
  session = { id, opened: new DocumentSession(portsOf(id), found, entry) };
}

/** Saves what is not saved and closes the project. */
export async function closeProject(): Promise<void> {
  const closing = session;
  session = null;
  useProject.setState({ project: null });
  await closing?.opened.close();
}

/** Returns what saves the open project. */
export function saves(): SaveQueue<Timeline, Conflict> | null {
  return session?.opened.saves ?? null;
}

/** Saves the timeline of an earlier revision as a new one; undoing it makes another. */
export async function restoreEarlier(label: string, revision: number): Promise<void> {
  const open = session;
  if (!open) return;
  await open.opened.replace(label, (etag) => restoreRevision(open.id, revision, etag));
}
