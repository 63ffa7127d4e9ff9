// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { FinalError, UploadEngine, type UploadRow, type UploadTransport } from "./upload-engine";

function aFile(name: string): File {
  return new File(["0123456789"], name, { type: "video/mp4" });
}

function aServer(changes: Partial<UploadTransport> = {}): UploadTransport {
  let next = 0;
  return {
    begin: async ({ file }) => {
      next += 1;
      return { uploadId: next, send: async ({ onSent }) => onSent(file.size) };
    },
    abandon: async () => undefined,
    complete: async () => undefined,
    check: async () => ({ state: "ready" }),
    ...changes,
  };
}

function anEngine(transport: UploadTransport) {
  const seen: UploadRow[][] = [];
  const engine = new UploadEngine({
    transport,
    onChange: (rows) => seen.push(rows),
    pause: async () => undefined,
  });
  return { engine, seen, rows: () => seen.at(-1) ?? [] };
}

/** Lets everything that is settled take effect. */
async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 0));
}

test("an upload passes through its phases in order", async () => {
  const { engine, seen } = anEngine(aServer());
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  const phases = seen.map((rows) => rows[0]?.phase);
  expect([...new Set(phases)]).toEqual(["waiting", "uploading", "verifying", "ready"]);
});

test("three files are sent at once and the others wait", async () => {
  const never = new Promise<void>(() => undefined);
  const { engine, rows } = anEngine(
    aServer({ begin: async () => ({ uploadId: 1, send: () => never }) }),
  );
  engine.add(["a", "b", "c", "d", "e"].map((name) => ({ file: aFile(name), target: "video" })));
  await settled();
  expect(rows().map((row) => row.phase)).toEqual([
    "uploading",
    "uploading",
    "uploading",
    "waiting",
    "waiting",
  ]);
  engine.cancel("upload-1");
  await settled();
  expect(rows().map((row) => row.phase)).toEqual([
    "cancelled",
    "uploading",
    "uploading",
    "uploading",
    "waiting",
  ]);
});

test("a failure has its reason, and a retry begins anew", async () => {
  let isDown = true;
  const server = aServer();
  const { engine, rows } = anEngine({
    ...server,
    begin: async (...given) => {
      if (isDown) throw new Error("The server cannot be reached.");
      return server.begin(...given);
    },
  });
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  expect(rows()[0]).toMatchObject({ phase: "failed", reason: "The server cannot be reached." });
  isDown = false;
  engine.retry("upload-1");
  await settled();
  expect(rows()[0]).toMatchObject({ phase: "ready", reason: undefined });
});

test("a file that the server rejects has failed, with the server's reason", async () => {
  const { engine, rows } = anEngine(
    aServer({ check: async () => ({ state: "rejected", reason: "No video in it." }) }),
  );
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  expect(rows()[0]).toMatchObject({ phase: "failed", reason: "No video in it." });
});

test("a file is only sent again where that can end otherwise", async () => {
  const refused = async () => {
    throw new FinalError("The file has no bytes.");
  };
  const lost = async () => {
    throw new Error("The server cannot be reached.");
  };
  const rejected = { state: "rejected", reason: "No video in it." } as const;
  const servers: [Partial<UploadTransport>, boolean][] = [
    [{ begin: refused }, false],
    [{ begin: lost }, true],
    [{ check: async () => rejected }, false],
    [{ check: async () => ({ ...rejected, canRetry: true }) }, true],
  ];
  for (const [server, canRetry] of servers) {
    const { engine, rows } = anEngine(aServer(server));
    engine.add([{ file: aFile("a.mp4"), target: "video" }]);
    await settled();
    expect(rows()[0]).toMatchObject({ phase: "failed", canRetry });
  }
});

test("the warnings about a file that is ready are those of the server", async () => {
  const warnings = ["This file was cut off: it has 4.2 of 6.0 seconds."];
  const { engine, rows } = anEngine(aServer({ check: async () => ({ state: "ready", warnings }) }));
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  expect(rows()[0]).toMatchObject({ phase: "ready", warnings });
});

test("a cancelled upload is not completed by what still arrives", async () => {
  let finish: () => void = () => undefined;
  const sending = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const { engine, rows } = anEngine(
    aServer({ begin: async () => ({ uploadId: 1, send: () => sending }) }),
  );
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  engine.cancel("upload-1");
  finish();
  await settled();
  expect(rows()[0]?.phase).toBe("cancelled");
});

test("a paused upload goes on when it is retried, and nothing is forgotten at the server", async () => {
  const abandoned: number[] = [];
  let isStuck = true;
  const stuck = new Promise<void>(() => undefined);
  const { engine, rows } = anEngine(
    aServer({
      begin: async ({ file }) => ({
        uploadId: 1,
        send: async ({ onSent }) => (isStuck ? stuck : onSent(file.size)),
      }),
      abandon: async (id) => void abandoned.push(id),
    }),
  );
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  engine.hold("upload-1");
  expect(rows()[0]?.phase).toBe("paused");
  isStuck = false;
  engine.retry("upload-1");
  await settled();
  expect(rows()[0]?.phase).toBe("ready");
  expect(abandoned).toEqual([]);
});

test("a cancelled upload is forgotten at the server", async () => {
  const abandoned: number[] = [];
  const never = new Promise<void>(() => undefined);
  const { engine } = anEngine(
    aServer({
      begin: async () => ({ uploadId: 7, send: () => never }),
      abandon: async (id) => void abandoned.push(id),
    }),
  );
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  engine.cancel("upload-1");
  expect(abandoned).toEqual([7]);
});

test("a file that the server has is sent only when people say so", async () => {
  const server = aServer();
  const { engine, rows } = anEngine({
    ...server,
    begin: async (row, signal) => (row.evenIfStored ? server.begin(row, signal) : undefined),
  });
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  expect(rows()[0]?.phase).toBe("duplicate");
  engine.retry("upload-1", true);
  await settled();
  expect(rows()[0]?.phase).toBe("ready");
});

test("finished rows are cleared and running ones stay", async () => {
  const { engine, rows } = anEngine(aServer());
  engine.add([{ file: aFile("a.mp4"), target: "video" }]);
  await settled();
  engine.clear();
  expect(rows()).toEqual([]);
});

test("a file that the server rejected for its kind is sent again as another kind", async () => {
  const { engine, rows } = anEngine(
    aServer({
      check: async (uploadId) =>
        uploadId === 1
          ? { state: "rejected", reason: "It is a sound.", code: "no_video" }
          : { state: "ready" },
    }),
  );
  const [id = ""] = engine.add([{ file: aFile("voice.mp4"), target: "video" }]);
  await settled();
  expect(rows()).toMatchObject([{ phase: "failed", code: "no_video", canRetry: false }]);

  engine.sendTo(id, "music");
  await settled();
  expect(rows()).toMatchObject([{ phase: "ready", target: "music" }]);
});
