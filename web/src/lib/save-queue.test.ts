// SPDX-License-Identifier: Apache-2.0
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { type FailureKind, SaveQueue, type SaveState, Stale, type Tagged } from "./save-queue";

type Doc = Record<string, number>;
interface Conflict {
  key: string;
}

/** A server that keeps one document with its revision, and does as it is told. */
class Server {
  document: Doc = {};
  revision = 1;
  sent: Doc[] = [];
  answer: () => void = () => undefined;

  save = async (document: Doc, etag: string): Promise<Tagged<Doc>> => {
    this.sent.push(document);
    await Promise.resolve();
    this.answer();
    if (etag !== String(this.revision)) throw new Stale(this.current);
    this.document = document;
    this.revision += 1;
    return this.current;
  };

  get current(): Tagged<Doc> {
    return { document: this.document, etag: String(this.revision) };
  }

  changeElsewhere(changes: Doc): void {
    this.document = { ...this.document, ...changes };
    this.revision += 1;
  }
}

class Failure extends Error {
  constructor(readonly kind: FailureKind) {
    super(kind);
  }
}

function merge(base: Doc, mine: Doc, theirs: Doc) {
  const keys = Object.keys({ ...base, ...mine, ...theirs });
  const isBoth = (key: string) =>
    mine[key] !== base[key] && theirs[key] !== base[key] && mine[key] !== theirs[key];
  const document = Object.fromEntries(
    keys.map((key) => [key, mine[key] !== base[key] ? mine[key] : theirs[key]]),
  ) as Doc;
  return { document, conflicts: keys.filter(isBoth).map((key) => ({ key })) };
}

let server: Server;
let states: SaveState<Conflict>[];
let shown: Doc;
let told: string[];
let queue: SaveQueue<Doc, Conflict>;

beforeEach(() => {
  vi.useFakeTimers();
  server = new Server();
  states = [];
  told = [];
  queue = new SaveQueue<Doc, Conflict>(
    {
      send: server.save,
      kindOf: (error) => (error instanceof Failure ? error.kind : "refused"),
      merge,
      isSame: (one, other) => JSON.stringify(one) === JSON.stringify(other),
      onMerged: (document) => {
        shown = document;
      },
      onState: (state) => states.push(state),
      onSaved: ({ etag }) => told.push(etag),
    },
    server.current,
  );
});

afterEach(() => {
  queue.close();
  vi.useRealTimers();
});

test("edits in quick succession are saved once, when they pause", async () => {
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(500);
  queue.change({ a: 2 });
  await vi.advanceTimersByTimeAsync(799);
  expect(server.sent).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(server.sent).toEqual([{ a: 2 }]);
  expect(queue.state.kind).toBe("saved");
});

test("edits that never pause are saved every five seconds", async () => {
  for (let edit = 1; edit <= 13; edit += 1) {
    queue.change({ a: edit });
    await vi.advanceTimersByTimeAsync(400);
  }
  expect(server.sent.length).toBe(1);
});

test("an edit during a save is saved after it, with the new revision", async () => {
  queue.change({ a: 1 });
  server.answer = () => {
    server.answer = () => undefined;
    queue.change({ a: 1, b: 2 });
  };
  await vi.advanceTimersByTimeAsync(2000);
  expect(server.sent).toEqual([{ a: 1 }, { a: 1, b: 2 }]);
  expect(server.revision).toBe(3);
});

test("flushing waits for a save that is on its way, and saves what was edited since", async () => {
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(799);
  server.answer = () => {
    server.answer = () => undefined;
    queue.change({ a: 1, b: 2 });
  };
  vi.advanceTimersByTime(1);
  expect(queue.state.kind).toBe("saving");
  await queue.flush();
  expect(server.document).toEqual({ a: 1, b: 2 });
  expect(queue.isClean).toBe(true);
});

test("flushing over another's revision returns when the merged work is saved", async () => {
  server.changeElsewhere({ b: 7 });
  queue.change({ a: 1 });
  await queue.flush();
  expect(server.document).toEqual({ a: 1, b: 7 });
  expect(queue.isClean).toBe(true);
});

test("flushing does not wait for a server that is away", async () => {
  server.answer = () => {
    throw new Failure("unreachable");
  };
  queue.change({ a: 1 });
  await queue.flush();
  expect(server.sent.length).toBe(1);
  expect(queue.isClean).toBe(false);
});

test("who needs everything saved is told when it is not", async () => {
  queue.change({ a: 1 });
  await queue.saveAll();
  expect(server.document).toEqual({ a: 1 });
  server.answer = () => {
    throw new Failure("refused");
  };
  queue.change({ a: 2 });
  await expect(queue.saveAll()).rejects.toThrow("not saved yet");
});

test("different changes of two editors are merged and saved", async () => {
  server.changeElsewhere({ b: 7 });
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.document).toEqual({ a: 1, b: 7 });
  expect(shown).toEqual({ a: 1, b: 7 });
  expect(queue.state.kind).toBe("saved");
});

test("the same field is a conflict: nothing is saved until the editor decides", async () => {
  server.changeElsewhere({ a: 7, b: 8 });
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(queue.state).toEqual({ kind: "conflict", conflicts: [{ key: "a" }] });
  queue.change({ a: 1, c: 3 });
  await vi.advanceTimersByTimeAsync(20_000);
  expect(server.document).toEqual({ a: 7, b: 8 });
  queue.resolve("mine");
  await vi.advanceTimersByTimeAsync(10);
  expect(server.document).toEqual({ a: 1, b: 8, c: 3 });
});

test("a conflict can be ended with their work", async () => {
  server.changeElsewhere({ a: 7 });
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  queue.resolve("theirs");
  expect(shown).toEqual({ a: 7 });
  expect(queue.isClean).toBe(true);
});

test("while the server is away, saving is tried ever more rarely and loses nothing", async () => {
  server.answer = () => {
    throw new Failure("unreachable");
  };
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(60_000);
  const tries = server.sent.length;
  expect(tries).toBeGreaterThan(3);
  expect(tries).toBeLessThan(9);
  queue.change({ a: 1, b: 1 });
  expect(queue.state).toEqual({ kind: "offline", changes: 2 });
  server.answer = () => undefined;
  queue.retry();
  await vi.advanceTimersByTimeAsync(10);
  expect(server.document).toEqual({ a: 1, b: 1 });
});

test("when the session has ended the work is kept, and saved after signing in", async () => {
  server.answer = () => {
    throw new Failure("signed-out");
  };
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(30_000);
  expect(server.sent.length).toBe(1);
  expect(queue.state.kind).toBe("signed-out");
  server.answer = () => undefined;
  queue.retry();
  await vi.advanceTimersByTimeAsync(10);
  expect(server.document).toEqual({ a: 1 });
});

test("what the server refuses is shown, and the next edit is tried", async () => {
  server.answer = () => {
    throw new Failure("refused");
  };
  queue.change({ a: -1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(queue.state.kind).toBe("refused");
  server.answer = () => undefined;
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.document).toEqual({ a: 1 });
});

test("nothing is saved while something is dragged", async () => {
  queue.hold();
  queue.change({ a: 1 });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(server.sent).toEqual([]);
  queue.release();
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.document).toEqual({ a: 1 });
});

test("work of an earlier visit is merged with what the server has now", async () => {
  const base = server.current;
  server.changeElsewhere({ b: 7 });
  await queue.refresh(async () => server.current);
  queue.resume(base, { a: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  expect(server.document).toEqual({ a: 1, b: 7 });
});

test("a clean editor takes over what another has saved", async () => {
  server.changeElsewhere({ b: 7 });
  await queue.refresh(async () => server.current);
  expect(shown).toEqual({ b: 7 });
  expect(queue.saved.etag).toBe("2");
});

test("what was read before a save does not replace what was saved", async () => {
  const before = server.current;
  let answer: (found: Tagged<Doc>) => void = () => undefined;
  const refreshed = queue.refresh(() => new Promise<Tagged<Doc>>((resolve) => (answer = resolve)));
  queue.change({ a: 1 });
  await queue.flush();
  answer(before);
  await refreshed;
  expect(queue.saved).toEqual({ document: { a: 1 }, etag: "2" });
});

test("an answer that comes after the end is told to nobody", async () => {
  queue.change({ a: 1 });
  void queue.flush();
  queue.close();
  await vi.advanceTimersByTimeAsync(10);
  expect(server.document).toEqual({ a: 1 });
  expect(told).toEqual([]);
});

test("what was refused is given up for what the server has", async () => {
  server.answer = () => {
    throw new Failure("refused");
  };
  queue.change({ a: 1 });
  await queue.flush();
  expect(queue.state.kind).toBe("refused");

  queue.resolve("theirs");
  expect(queue.state.kind).toBe("saved");
  expect(queue.isClean).toBe(true);
  expect(shown).toEqual(server.document);
});

test("what is made on the server instead is shown and is the revision that the next save is over", async () => {
  queue.change({ a: 1 });
  const restored = queue.replace(
    async (etag) => {
      server.sent.push({ restored: Number(etag) });
      server.changeElsewhere({ a: 7 });
      return Promise.resolve(server.current);
    },
    (document) => (shown = { ...document }),
  );
  await vi.runAllTimersAsync();
  await restored;
  expect(server.sent).toEqual([{ a: 1 }, { restored: 2 }]);
  expect(shown).toEqual({ a: 7 });
  expect(queue.isClean).toBe(true);
  queue.change({ a: 1 });
  await vi.runAllTimersAsync();
  expect(server.document).toEqual({ a: 1 });
  expect(states.at(-1)?.kind).toBe("saved");
});

test("what is edited while it is made is merged with it and saved", async () => {
  const restored = queue.replace(
    async () => {
      queue.change({ b: 2 });
      await vi.advanceTimersByTimeAsync(10_000);
      server.changeElsewhere({ a: 7 });
      return server.current;
    },
    (document) => document,
  );
  await vi.runAllTimersAsync();
  await restored;
  await vi.runAllTimersAsync();
  expect(server.document).toEqual({ a: 7, b: 2 });
  expect(server.sent).toEqual([{ a: 7, b: 2 }]);
});

test("somebody else's newer work is taken over when it keeps another from being made", async () => {
  server.changeElsewhere({ c: 3 });
  const refused = queue.replace(
    async () => Promise.reject(new Stale(server.current)),
    (document) => document,
  );
  await expect(refused).rejects.toBeInstanceOf(Stale);
  expect(shown).toEqual({ c: 3 });
  expect(queue.saved.etag).toBe("2");
  expect(queue.isClean).toBe(true);
});
