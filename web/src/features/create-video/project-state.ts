// SPDX-License-Identifier: Apache-2.0
/** The project that is open: its name, how far it is saved, and the tabs that have it open, too. */
import { create } from "zustand";

import { ApiError } from "@/api/error";
import { useSession } from "@/api/session-state";
import { JournalWriter, readJournal } from "@/lib/journal";
import { SaveQueue, type SaveState, type Tagged } from "@/lib/save-queue";
import {
  type Conflict,
  type History,
  NO_HISTORY,
  type Timeline,
  adopt,
  isSame,
  merge,
  openDocument,
  useDocument,
} from "@/timeline";

import { type Project, failureKindOf, readProject, saveTimeline } from "./project-requests";

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

/** What the journal has of a project. */
interface JournalEntry {
  base: Tagged<Timeline>;
  document: Timeline;
  history: History;
}

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

/** A project while it is open. */
class ProjectSession {
  private readonly queue: SaveQueue<Timeline, Conflict>;
  private readonly journal: JournalWriter<JournalEntry>;
  private readonly channel: BroadcastChannel;
  private readonly undoers: (() => void)[] = [];
  private isAdopting = false;

  constructor(
    readonly id: number,
    opened: Tagged<Timeline>,
    entry: JournalEntry | undefined,
  ) {
    this.journal = new JournalWriter(`project/${id}`);
    this.channel = new BroadcastChannel(`reelmill-project-${id}`);
    this.queue = new SaveQueue<Timeline, Conflict>(
      {
        send: (document, etag) => saveTimeline(id, document, etag),
        kindOf: failureKindOf,
        merge,
        isSame,
        onMerged: (document) => this.takeOver(document),
        onState: (saveState) => useProject.setState({ saveState }),
        onSaved: ({ etag }) => {
          this.write();
          this.channel.postMessage({ etag });
        },
      },
      opened,
    );
    useProject.setState({ saveState: this.queue.state, merges: 0 });
    this.begin(opened, entry);
    this.watch();
  }

  /** Shows the document of the server, or the work of an earlier visit that it does not have. */
  private begin(opened: Tagged<Timeline>, entry: JournalEntry | undefined): void {
    const isUnsaved = entry !== undefined && !isSame(entry.document, entry.base.document);
    if (isUnsaved) {
      openDocument(entry.document, entry.history);
      this.queue.resume(entry.base, useDocument.getState().document);
      return;
    }
    const isKnown = entry !== undefined && isSame(entry.document, opened.document);
    openDocument(opened.document, isKnown ? entry.history : NO_HISTORY);
  }

  private watch(): void {
    this.undoers.push(
      useDocument.subscribe(
        (state) => state.version,
        () => this.changed(),
      ),
      useSession.subscribe((state, before) => {
        if (before.hasEnded && !state.hasEnded) this.queue.retry();
      }),
      listen(window, "online", () => this.queue.retry()),
      listen(window, "blur", () => void this.queue.flush()),
      listen(window, "pagehide", () => void this.queue.flush()),
      listen(window, "focus", () => void this.look()),
    );
    this.channel.onmessage = ({ data }: MessageEvent<{ etag: string }>) => {
      if (data.etag !== this.queue.saved.etag) void this.look();
    };
  }

  private changed(): void {
    if (!this.isAdopting) this.queue.change(useDocument.getState().document);
    this.write();
  }

  private write(): void {
    const { document, history } = useDocument.getState();
    this.journal.write({ base: this.queue.saved, document, history });
  }

  private takeOver(document: Timeline): void {
    this.isAdopting = true;
    adopt(document);
    this.isAdopting = false;
    useProject.setState(({ merges }) => ({ merges: merges + 1 }));
  }

  /** Looks whether another tab or computer has saved meanwhile. */
  private async look(): Promise<void> {
    if (!this.queue.isClean) return;
    try {
      await this.queue.refresh(() => this.read());
    } catch {
      // The next save says what is wrong.
    }
  }

  private async read(): Promise<Tagged<Timeline>> {
    const found = await readProject(this.id);
    if (session === this) useProject.setState({ project: found.project });
    return found;
  }

  get saves(): SaveQueue<Timeline, Conflict> {
    return this.queue;
  }

  async close(): Promise<void> {
    // Leaving the editor amid a drag ends the drag.
    this.queue.release();
    await this.queue.flush();
    this.queue.close();
    this.channel.close();
    for (const undo of this.undoers) undo();
  }
}

function listen(target: Window, name: string, heard: () => void): () => void {
  target.addEventListener(name, heard);
  return () => target.removeEventListener(name, heard);
}

let session: ProjectSession | null = null;

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
    readJournal<JournalEntry>(`project/${id}`),
  ]);
  if (found.project.status === "archived") throw new ArchivedProject("This timeline is archived.");
  rememberProject(id);
  useProject.setState({ project: found.project });
  session = new ProjectSession(id, found, entry);
}

/** Saves what is not saved and closes the project. */
export async function closeProject(): Promise<void> {
  const closing = session;
  session = null;
  useProject.setState({ project: null });
  await closing?.close();
}

/** Returns what saves the open project. */
export function saves(): SaveQueue<Timeline, Conflict> | null {
  return session?.saves ?? null;
}
