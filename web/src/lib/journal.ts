// SPDX-License-Identifier: Apache-2.0
/**
 * Keeps in this browser what was edited, until and after the server has it.
 *
 * It lets work survive a crash, and undo survive a reload. A browser that stores nothing loses only
 * that.
 */

const DATABASE = "reelmill";
const STORE = "journal";

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("no database"));
  });
}

let database: Promise<IDBDatabase> | null = null;

async function run<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  try {
    database ??= opened();
    const store = (await database).transaction(STORE, mode).objectStore(STORE);
    return await new Promise((resolve, reject) => {
      const request = work(store);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error("not stored"));
    });
  } catch {
    return undefined;
  }
}

/** Reads what was written under a key. */
export async function readJournal<Entry>(key: string): Promise<Entry | undefined> {
  return (await run("readonly", (store) => store.get(key))) as Entry | undefined;
}

/** Writes the newest entry of a key; entries that come while one is being written are joined. */
export class JournalWriter<Entry> {
  private next: Entry | null = null;
  private isWriting = false;

  constructor(private readonly key: string) {}

  write(entry: Entry): void {
    this.next = entry;
    if (!this.isWriting) void this.run();
  }

  private async run(): Promise<void> {
    this.isWriting = true;
    while (this.next) {
      const entry = this.next;
      this.next = null;
      await run("readwrite", (store) => store.put(entry, this.key));
    }
    this.isWriting = false;
  }
}
