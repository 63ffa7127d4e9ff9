// SPDX-License-Identifier: Apache-2.0
/**
 * Sends files to the server, outside of any page, so that it goes on while pages change.
 *
 * What the server and the transport do is given by `UploadTransport`; the engine keeps the queue,
 * the phases, the speed and the retries.
 */

export type UploadPhase =
  | "waiting"
  | "uploading"
  | "paused"
  | "verifying"
  | "ready"
  | "failed"
  | "cancelled"
  /** The server has an equal file; people decide whether to send it anyway. */
  | "duplicate";

/** Which list an upload belongs to. */
export type UploadTarget = "video" | "image" | "logo" | "music" | "narration" | ImageRole;

/** What an image is for; without a role it goes on the main track of timelines. */
export type ImageRole = "title_page" | "lower_third" | "overlay";

export interface UploadRow {
  id: string;
  file: File;
  target: UploadTarget;
  phase: UploadPhase;
  sentBytes: number;
  bytesPerSecond: number;
  /** Whether the server cannot be reached just now. */
  isOffline: boolean;
  evenIfStored: boolean;
  /** When it was added, in milliseconds of the wall clock. */
  at: number;
  /** The id of the upload at the server, once there is one. */
  uploadId?: number;
  reason?: string;
  /** Of a file that the server rejected: the stable code of its reason. */
  code?: string;
  /** Of an upload that failed: whether another try of the same file can end otherwise. */
  canRetry: boolean;
  /** What is not shown or heard of the file as one may expect, once it is ready. */
  warnings: string[];
}

export interface UploadTransport {
  /**
   * Registers the upload, or finds the one of this file that was begun before; returns how its
   * bytes are sent, or undefined when the server has an equal file.
   */
  begin: (row: UploadRow, signal: AbortSignal) => Promise<BegunUpload | undefined>;
  /** Forgets at the server what was sent. */
  abandon: (uploadId: number) => Promise<void>;
  /** Tells the server that all bytes are there. */
  complete: (uploadId: number, file: File, signal: AbortSignal) => Promise<void>;
  /** Returns the state of the upload: verifying until it is ready or was rejected. */
  check: (uploadId: number, signal: AbortSignal) => Promise<UploadOutcome>;
}

export interface BegunUpload {
  uploadId: number;
  send: (told: SendingNews, signal: AbortSignal) => Promise<void>;
}

export interface SendingNews {
  onSent: (bytes: number) => void;
  onOffline: (isOffline: boolean) => void;
}

export interface UploadOutcome {
  state: "verifying" | "ready" | "rejected";
  reason?: string;
  code?: string;
  /** Of a file that was rejected: whether it may be taken when it is sent again. */
  canRetry?: boolean;
  warnings?: string[];
}

/** An error that the same file causes again, however often it is sent. */
export class FinalError extends Error {
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

interface EngineOptions {
  transport: UploadTransport;
  onChange: (rows: UploadRow[]) => void;
  /** How many files are sent at once; the others wait. */
  atOnce?: number;
  now?: () => number;
  pause?: (milliseconds: number) => Promise<void>;
}

const CHECK_MILLISECONDS = 1000;
const FINISHED = new Set<UploadPhase>(["ready", "failed", "cancelled", "duplicate"]);
const STOPPED = new Set<UploadPhase>(["cancelled", "paused"]);

const NOTHING_SENT = {
  phase: "waiting",
  sentBytes: 0,
  bytesPerSecond: 0,
  isOffline: false,
  reason: undefined,
  uploadId: undefined,
  canRetry: true,
  warnings: [] as string[],
} as const;

function isByHand({ phase }: Partial<UploadRow>): boolean {
  return phase === "waiting" || phase === "cancelled";
}

export class UploadEngine {
  private rows: UploadRow[] = [];
  private readonly aborts = new Map<string, AbortController>();
  private readonly options: Required<EngineOptions>;
  private count = 0;

  constructor(options: EngineOptions) {
    this.options = {
      atOnce: 3,
      now: () => performance.now(),
      pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
      ...options,
    };
  }

  /** Queues files, and returns the ids of their rows. */
  add(files: { file: File; target: UploadTarget }[]): string[] {
    const added = files.map(({ file, target }): UploadRow => {
      this.count += 1;
      const id = `upload-${this.count}`;
      return { ...NOTHING_SENT, id, file, target, evenIfStored: false, at: Date.now() };
    });
    this.rows = [...this.rows, ...added];
    this.changed();
    this.startWaiting();
    return added.map((row) => row.id);
  }

  /** Sends the file of a row again, to another list, in place of that row. */
  sendTo(id: string, target: UploadTarget): void {
    const row = this.rows.find((one) => one.id === id);
    if (row === undefined) return;
    this.clear(id);
    this.add([{ file: row.file, target }]);
  }

  /** Stops an upload that is not finished. */
  cancel(id: string): void {
    this.aborts.get(id)?.abort();
    const uploadId = this.rows.find((row) => row.id === id)?.uploadId;
    if (uploadId !== undefined) void this.options.transport.abandon(uploadId);
    this.update(id, { phase: "cancelled", bytesPerSecond: 0 });
    this.startWaiting();
  }

  /** Stops an upload; what was sent stays at the server, and `retry` goes on from there. */
  hold(id: string): void {
    this.aborts.get(id)?.abort();
    this.update(id, { phase: "paused", bytesPerSecond: 0, isOffline: false });
    this.startWaiting();
  }

  /** Goes on with an upload that has ended or is paused; an equal file is sent if so asked. */
  retry(id: string, evenIfStored = false): void {
    this.update(id, { ...NOTHING_SENT, evenIfStored });
    this.startWaiting();
  }

  /** Takes finished rows away, or one of them. */
  clear(id?: string): void {
    this.rows = this.rows.filter(
      (row) => !FINISHED.has(row.phase) || (id !== undefined && row.id !== id),
    );
    this.changed();
  }

  /** Whether bytes are on their way, so that closing the window would lose them. */
  get isSending(): boolean {
    return this.rows.some((row) => row.phase === "uploading" || row.phase === "waiting");
  }

  private startWaiting(): void {
    const running = this.rows.filter((row) => row.phase === "uploading").length;
    const waiting = this.rows.filter((row) => row.phase === "waiting");
    for (const row of waiting.slice(0, Math.max(0, this.options.atOnce - running))) {
      void this.run(row);
    }
  }

  private async run(row: UploadRow): Promise<void> {
    const abort = new AbortController();
    this.aborts.set(row.id, abort);
    this.update(row.id, { phase: "uploading" });
    try {
      const { transport } = this.options;
      const begun = await transport.begin(row, abort.signal);
      if (abort.signal.aborted) return;
      if (begun === undefined) return this.update(row.id, { phase: "duplicate" });
      this.update(row.id, { uploadId: begun.uploadId });
      const onOffline = (isOffline: boolean) => this.update(row.id, { isOffline });
      await begun.send({ onSent: this.speedometer(row), onOffline }, abort.signal);
      this.update(row.id, { phase: "verifying", sentBytes: row.file.size, bytesPerSecond: 0 });
      this.startWaiting();
      await transport.complete(begun.uploadId, row.file, abort.signal);
      await this.verified(row.id, begun.uploadId, abort.signal);
    } catch (error) {
      if (!abort.signal.aborted) this.fail(row.id, error);
    } finally {
      this.startWaiting();
    }
  }

  private async verified(id: string, uploadId: number, signal: AbortSignal): Promise<void> {
    for (;;) {
      const outcome = await this.options.transport.check(uploadId, signal);
      if (signal.aborted) return;
      if (outcome.state === "ready") {
        return this.update(id, { phase: "ready", warnings: outcome.warnings ?? [] });
      }
      if (outcome.state === "rejected") {
        const reason = outcome.reason ?? "The server rejected this file.";
        return this.fail(id, outcome.canRetry ? new Error(reason) : new FinalError(reason, outcome.code));
      }
      await this.options.pause(CHECK_MILLISECONDS);
    }
  }

  private speedometer(row: UploadRow): (bytes: number) => void {
    const begun = this.options.now();
    let first: number | undefined;
    return (bytes) => {
      // What was there before this try was not sent by it.
      first ??= bytes;
      const seconds = (this.options.now() - begun) / 1000;
      const bytesPerSecond = seconds > 0 ? Math.max(0, bytes - first) / seconds : 0;
      this.update(row.id, { sentBytes: bytes, bytesPerSecond });
    };
  }

  private fail(id: string, error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    const canRetry = !(error instanceof FinalError);
    const code = error instanceof FinalError ? error.code : undefined;
    this.update(id, { phase: "failed", reason, code, canRetry, bytesPerSecond: 0, isOffline: false });
  }

  private update(id: string, changes: Partial<UploadRow>): void {
    this.rows = this.rows.map((row) =>
      // What was stopped stays so until it is retried or cancelled, whatever still arrives.
      row.id === id && (!STOPPED.has(row.phase) || isByHand(changes))
        ? { ...row, ...changes }
        : row,
    );
    this.changed();
  }

  private changed(): void {
    this.options.onChange(this.rows);
  }
}
