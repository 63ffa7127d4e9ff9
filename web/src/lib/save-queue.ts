// SPDX-License-Identifier: Apache-2.0
/**
 * Saves a document while it is being edited: one request at a time, the newest state last.
 *
 * A save names the revision that it began with. When somebody else has saved meanwhile, both works
 * are merged; where both have changed the same, saving stops until the editor decides.
 */

/** A document of the server with the entity tag of its revision. */
export interface Tagged<Doc> {
  document: Doc;
  etag: string;
}

/** Thrown by `send` when the server has another revision than the one that was named. */
export class Stale<Doc> extends Error {
  constructor(readonly current: Tagged<Doc>) {
    super("The document was changed elsewhere.");
  }
}

/** How a failed save goes on: again after a while, after signing in, or not at all. */
export type FailureKind = "unreachable" | "signed-out" | "refused";

export type SaveState<Conflict> =
  | { kind: "saved"; at: number | null }
  | { kind: "waiting" }
  | { kind: "saving" }
  | { kind: "offline"; changes: number }
  | { kind: "signed-out" }
  | { kind: "conflict"; conflicts: Conflict[] }
  | { kind: "refused"; error: unknown };

export interface SavePorts<Doc, Conflict> {
  send: (document: Doc, etag: string) => Promise<Tagged<Doc>>;
  kindOf: (error: unknown) => FailureKind;
  merge: (base: Doc, mine: Doc, theirs: Doc) => { document: Doc; conflicts: Conflict[] };
  isSame: (one: Doc, other: Doc) => boolean;
  /** Called when the document has become another one by a merge. */
  onMerged: (document: Doc) => void;
  onState: (state: SaveState<Conflict>) => void;
  /** Called when the server has a new revision of this editor. */
  onSaved?: (saved: Tagged<Doc>) => void;
}

const QUIET_MILLISECONDS = 800;
const MOST_MILLISECONDS = 5000;
const FIRST_RETRY_MILLISECONDS = 2000;
const LAST_RETRY_MILLISECONDS = 30_000;

type Timer = ReturnType<typeof setTimeout>;

export class SaveQueue<Doc, Conflict> {
  private base: Tagged<Doc>;
  private mine: Doc;
  private theirs: Tagged<Doc> | null = null;
  private changes = 0;
  private failures = 0;
  private firstChangeAt = 0;
  private timer: Timer | undefined;
  private isSending = false;
  private sending: Promise<void> = Promise.resolve();
  private isHeld = false;
  private isClosed = false;
  private current: SaveState<Conflict> = { kind: "saved", at: null };

  constructor(
    private readonly ports: SavePorts<Doc, Conflict>,
    opened: Tagged<Doc>,
  ) {
    this.base = opened;
    this.mine = opened.document;
  }

  /** The revision of the server that this editor's work begins with. */
  get saved(): Tagged<Doc> {
    return this.base;
  }

  get state(): SaveState<Conflict> {
    return this.current;
  }

  /** Whether the server has all that was edited. */
  get isClean(): boolean {
    return this.changes === 0 && !this.isSending;
  }

  /** Takes the document after an edit; it is saved when edits pause. */
  change(document: Doc): void {
    if (document === this.mine) return;
    this.mine = document;
    this.changes += 1;
    if (this.changes === 1) this.firstChangeAt = Date.now();
    if (this.current.kind === "conflict" || this.isHeld) return;
    if (this.current.kind === "offline") this.show({ kind: "offline", changes: this.changes });
    else this.soon();
  }

  /** Saves nothing until `release`: something is being dragged. */
  hold(): void {
    this.isHeld = true;
    clearTimeout(this.timer);
  }

  release(): void {
    this.isHeld = false;
    if (this.changes > 0 && !this.isStopped) this.soon();
  }

  /**
   * Saves at once, and returns when everything is saved or cannot be for now.
   *
   * A save that is on its way is waited for; what it leaves unsaved, because it is answered with
   * another revision or because edits went on, is saved after it.
   */
  async flush(): Promise<void> {
    while (this.changes > 0 && !this.isStopped && !this.isHeld && !this.isClosed) {
      clearTimeout(this.timer);
      await this.run();
      if (this.hasFailed) return;
    }
  }

  /** Saves at once; throws when something cannot be saved for now. */
  async saveAll(): Promise<void> {
    await this.flush();
    if (!this.isClean) throw new Error("The newest changes are not saved yet.");
  }

  /**
   * Takes over a document that the server has from another editor, if nothing is unsaved here.
   *
   * What is read while this editor saves may be older than what it has saved, and is left alone.
   */
  async refresh<Found extends Tagged<Doc>>(read: () => Promise<Found>): Promise<void> {
    const { etag } = this.base;
    const theirs = await read();
    const isOvertaken = this.base.etag !== etag || !this.isClean || this.isClosed;
    if (isOvertaken || theirs.etag === etag || this.isStopped) return;
    this.base = theirs;
    this.mine = theirs.document;
    this.ports.onMerged(theirs.document);
  }

  /** Starts with work that an earlier visit has not saved. */
  resume(base: Tagged<Doc>, mine: Doc): void {
    const theirs = this.base;
    this.base = base;
    this.mine = mine;
    this.changes = 1;
    if (base.etag === theirs.etag) this.soon();
    else this.mergeWith(theirs);
  }

  /**
   * Ends a conflict or a refusal: with the work of this editor over theirs, or with theirs.
   *
   * After a refusal theirs is what the server took last.
   */
  resolve(choice: "mine" | "theirs"): void {
    const theirs = this.theirs ?? (this.current.kind === "refused" ? this.base : null);
    if (!theirs) return;
    this.theirs = null;
    if (choice === "mine") {
      const merged = this.ports.merge(this.base.document, this.mine, theirs.document).document;
      this.base = theirs;
      this.adopt(merged);
      this.changes = Math.max(1, this.changes);
      this.show({ kind: "waiting" });
      void this.run();
      return;
    }
    this.base = theirs;
    this.changes = 0;
    this.adopt(theirs.document);
    this.show({ kind: "saved", at: Date.now() });
  }

  /**
   * Makes another document of this editor's on the server, over the revision that it has.
   *
   * What is unsaved is saved first if it can be. Throws what refuses it; somebody else's newer work
   * is taken over then, so that the editor can look at it and try again.
   */
  async replace(
    make: (etag: string) => Promise<Tagged<Doc>>,
    show: (document: Doc) => Doc,
  ): Promise<void> {
    await this.flush();
    if (this.isStopped) throw new Error("Decide first which changes are kept.");
    const { mine } = this;
    this.hold();
    try {
      const saved = await make(this.base.etag);
      if (this.isClosed) return;
      if (this.mine === mine) this.began(show(saved.document), saved.etag);
      else this.mergeWith(saved);
    } catch (error) {
      if (error instanceof Stale && !this.isClosed) this.mergeWith(error.current as Tagged<Doc>);
      throw error;
    } finally {
      this.release();
    }
  }

  /** Starts anew with a document that the server has. */
  private began(document: Doc, etag: string): void {
    clearTimeout(this.timer);
    this.mine = document;
    this.base = { document, etag };
    this.changes = 0;
    this.failures = 0;
    this.ports.onSaved?.(this.base);
    this.show({ kind: "saved", at: Date.now() });
  }

  /** What the server has while there is a conflict. */
  get conflicting(): Tagged<Doc> | null {
    return this.theirs;
  }

  /** Tries again at once: the network is back, or somebody has signed in. */
  retry(): void {
    if (this.changes === 0 || this.current.kind === "conflict") return;
    clearTimeout(this.timer);
    void this.run();
  }

  close(): void {
    this.isClosed = true;
    clearTimeout(this.timer);
  }

  private get isStopped(): boolean {
    return this.current.kind === "conflict";
  }

  private get hasFailed(): boolean {
    return ["offline", "signed-out", "refused"].includes(this.current.kind);
  }

  private soon(): void {
    this.show({ kind: this.isSending ? "saving" : "waiting" });
    clearTimeout(this.timer);
    const left = MOST_MILLISECONDS - (Date.now() - this.firstChangeAt);
    this.timer = setTimeout(() => void this.run(), Math.max(0, Math.min(QUIET_MILLISECONDS, left)));
  }

  /** Sends the newest state unless something is on its way; returns what waits for the answer. */
  private run(): Promise<void> {
    if (!this.isSending && !this.isHeld && !this.isClosed) this.sending = this.sendNewest();
    return this.sending;
  }

  private async sendNewest(): Promise<void> {
    const sent = this.mine;
    const count = this.changes;
    this.isSending = true;
    this.show({ kind: "saving" });
    try {
      const saved = await this.ports.send(sent, this.base.etag);
      this.isSending = false;
      this.accept(sent, saved, count);
    } catch (error) {
      this.isSending = false;
      if (!this.isClosed) this.fail(error);
    }
  }

  private accept(sent: Doc, saved: Tagged<Doc>, count: number): void {
    this.failures = 0;
    this.changes -= count;
    this.base = { document: sent, etag: saved.etag };
    // After the end another document may be open, which nothing may take for this one.
    if (this.isClosed) return;
    this.ports.onSaved?.(this.base);
    if (this.mine === sent) this.show({ kind: "saved", at: Date.now() });
    else this.soon();
  }

  private fail(error: unknown): void {
    if (error instanceof Stale) {
      this.mergeWith(error.current as Tagged<Doc>);
      return;
    }
    const kind = this.ports.kindOf(error);
    if (kind === "refused") this.show({ kind: "refused", error });
    else if (kind === "signed-out") this.show({ kind: "signed-out" });
    else this.later();
  }

  private later(): void {
    const wait = Math.min(FIRST_RETRY_MILLISECONDS * 2 ** this.failures, LAST_RETRY_MILLISECONDS);
    this.failures += 1;
    this.show({ kind: "offline", changes: this.changes });
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), wait * (0.75 + Math.random() / 2));
  }

  private mergeWith(theirs: Tagged<Doc>): void {
    const merged = this.ports.merge(this.base.document, this.mine, theirs.document);
    if (merged.conflicts.length > 0) {
      this.theirs = theirs;
      this.show({ kind: "conflict", conflicts: merged.conflicts });
      return;
    }
    this.base = theirs;
    this.adopt(merged.document);
    if (this.ports.isSame(merged.document, theirs.document)) {
      this.changes = 0;
      this.show({ kind: "saved", at: Date.now() });
    } else {
      void this.run();
    }
  }

  private adopt(document: Doc): void {
    this.mine = document;
    this.ports.onMerged(document);
  }

  private show(state: SaveState<Conflict>): void {
    this.current = state;
    if (!this.isClosed) this.ports.onState(state);
  }
}
