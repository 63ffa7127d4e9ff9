// SPDX-License-Identifier: Apache-2.0
/** A document while it is open: what saves it, keeps it in this browser and watches other tabs. */
import { ApiError } from "@/api/error";
import { useSession } from "@/api/session-state";

import { isSame } from "./changes";
import type { EditedDocument } from "./edited-document";
import { type History, NO_HISTORY } from "./history";
import { JournalWriter, readJournal } from "./journal";
import type { Conflict } from "./merging";
import { type FailureKind, SaveQueue, type SaveState, type Tagged } from "./save-queue";

export interface SessionPorts<Doc> {
  /** Names the document in this browser: `project/12`. */
  name: string;
  edited: EditedDocument<Doc>;
  read: () => Promise<Tagged<Doc>>;
  /** Saves over the revision that is named; throws `Stale` when there is another. */
  send: (document: Doc, etag: string) => Promise<Tagged<Doc>>;
  merge: (base: Doc, mine: Doc, theirs: Doc) => { document: Doc; conflicts: Conflict[] };
  onState: (state: SaveState<Conflict>) => void;
  /** Called when somebody else's work was merged into the document. */
  onMerged?: () => void;
}

/** What the journal has of a document. */
export interface JournalEntry<Doc> {
  base: Tagged<Doc>;
  document: Doc;
  history: History;
}

/** Says how a save that failed goes on. */
export function failureKindOf(error: unknown): FailureKind {
  if (!(error instanceof ApiError)) return "refused";
  if (error.status === 401) return "signed-out";
  const isPassing = error.isOffline || error.status >= 500 || error.status === 429;
  return isPassing || error.status === 408 ? "unreachable" : "refused";
}

/** Reads what this browser has kept of a document. */
export function readEntry<Doc>(name: string): Promise<JournalEntry<Doc> | undefined> {
  return readJournal<JournalEntry<Doc>>(name);
}

export class DocumentSession<Doc> {
  readonly saves: SaveQueue<Doc, Conflict>;
  private readonly journal: JournalWriter<JournalEntry<Doc>>;
  private readonly channel: BroadcastChannel;
  private readonly undoers: (() => void)[] = [];
  private isAdopting = false;

  constructor(
    private readonly ports: SessionPorts<Doc>,
    opened: Tagged<Doc>,
    entry: JournalEntry<Doc> | undefined,
  ) {
    const { name, send, merge, onState } = ports;
    this.journal = new JournalWriter(name);
    this.channel = new BroadcastChannel(`reelmill-${name}`);
    this.saves = new SaveQueue<Doc, Conflict>(
      {
        send,
        kindOf: failureKindOf,
        merge,
        isSame,
        onMerged: (document) => this.takeOver(document),
        onState,
        onSaved: ({ etag }) => {
          this.write();
          this.channel.postMessage({ etag });
        },
      },
      opened,
    );
    onState(this.saves.state);
    this.begin(opened, entry);
    this.watch();
  }

  /** Shows the document of the server, or the work of an earlier visit that it does not have. */
  private begin(opened: Tagged<Doc>, entry: JournalEntry<Doc> | undefined): void {
    const { edited } = this.ports;
    const isUnsaved = entry !== undefined && !isSame(entry.document, entry.base.document);
    if (isUnsaved) {
      edited.open(entry.document, entry.history);
      this.saves.resume(entry.base, edited.use.getState().document);
      return;
    }
    const isKnown = entry !== undefined && isSame(entry.document, opened.document);
    edited.open(opened.document, isKnown ? entry.history : NO_HISTORY);
  }

  private watch(): void {
    this.undoers.push(
      this.ports.edited.use.subscribe(
        (state) => state.version,
        () => this.changed(),
      ),
      useSession.subscribe((state, before) => {
        if (before.hasEnded && !state.hasEnded) this.saves.retry();
      }),
      listen(window, "online", () => this.saves.retry()),
      listen(window, "blur", () => void this.saves.flush()),
      listen(window, "pagehide", () => void this.saves.flush()),
      listen(window, "focus", () => void this.look()),
    );
    this.channel.onmessage = ({ data }: MessageEvent<{ etag: string }>) => {
      if (data.etag !== this.saves.saved.etag) void this.look();
    };
  }

  private changed(): void {
    if (!this.isAdopting) this.saves.change(this.ports.edited.use.getState().document);
    this.write();
  }

  private write(): void {
    const { document, history } = this.ports.edited.use.getState();
    this.journal.write({ base: this.saves.saved, document, history });
  }

  private takeOver(document: Doc): void {
    this.isAdopting = true;
    this.ports.edited.adopt(document);
    this.isAdopting = false;
    this.ports.onMerged?.();
  }

  /** Makes another document on the server, and shows it as an edit that can be undone. */
  replace(label: string, make: (etag: string) => Promise<Tagged<Doc>>): Promise<void> {
    return this.saves.replace(make, (document) => {
      const { edited } = this.ports;
      this.isAdopting = true;
      edited.apply(label, () => document);
      this.isAdopting = false;
      return edited.use.getState().document;
    });
  }

  /** Looks whether another tab or computer has saved meanwhile. */
  private async look(): Promise<void> {
    if (!this.saves.isClean) return;
    try {
      await this.saves.refresh(this.ports.read);
    } catch {
      // The next save says what is wrong.
    }
  }

  async close(): Promise<void> {
    // Leaving the editor amid a drag ends the drag.
    this.saves.release();
    await this.saves.flush();
    this.saves.close();
    this.channel.close();
    for (const undo of this.undoers) undo();
  }
}

function listen(target: Window, name: string, heard: () => void): () => void {
  target.addEventListener(name, heard);
  return () => target.removeEventListener(name, heard);
}
