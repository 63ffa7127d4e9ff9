// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { changesBetween, inverted, isSame, withChanges } from "./changes";
import { conformed, opened } from "./conforming";
import { LANES, type Timeline, emptyTimeline, newItem } from "./document";
import { Refused, dropped } from "./dropping";
import { frameRate } from "./frames";
import * as operations from "./operations";
import { place, placedItems } from "./placing";
import { Random, attempted, randomDocument, randomEdit } from "./random-documents";

const CASES = 6000;
/** Only ends a hang: no test depends on the speed of the machine. */
const HANG = 300_000;

/** Looks for items that the server would refuse: by frames, and by the seconds that are sent. */
function overlaps(document: Timeline): string[] {
  return LANES.flatMap(({ name }) => {
    const placed = placedItems(document, name);
    return placed.flatMap((one, index) => {
      const next = placed[index + 1];
      if (!next) return [];
      const isOver =
        next.start < one.end || exactEnd(one.item) - (next.item.startSeconds ?? 0) > 0.001;
      return isOver ? [`${name}: ${one.item.id} over ${next.item.id}`] : [];
    });
  });
}

/** Looks for items that begin before the start, have no length, or begin before their source. */
function impossible(document: Timeline): string[] {
  return LANES.flatMap(({ name }) => placedItems(document, name))
    .filter(({ item, start, end }) => {
      const source = "sourceStartSeconds" in item ? item.sourceStartSeconds : 0;
      return start < 0 || end <= start || source < 0;
    })
    .map(({ item }) => item.id);
}

function exactEnd(item: object): number {
  const one = item as Record<string, number | null>;
  if (typeof one.sourceEndSeconds === "number") {
    const length = one.sourceEndSeconds - (one.sourceStartSeconds ?? 0);
    return (one.startSeconds ?? 0) + (length * 100) / (one.speedPct ?? 100);
  }
  return one.endSeconds ?? 1200;
}

/** Returns why moving items is refused, or null. */
function refusalOfMove(...move: Parameters<typeof operations.move>): string | null {
  try {
    operations.move(...move);
    return null;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}

test(
  "what says while one drags whether a move is refused agrees with the move",
  () => {
    const said = new Set<string | null>();
    for (let seed = 1; seed <= CASES / 4; seed += 1) {
      const random = new Random(seed);
      const document = randomDocument(random);
      const all = LANES.flatMap(({ name }) => placedItems(document, name));
      const ids = all.filter(() => random.below(3) === 0).map(({ item }) => item.id);
      const locked = LANES.map(({ name }) => name).filter(() => random.below(4) === 0);
      for (const policy of ["push", "overwrite", "refuse"] as const) {
        const refusals = operations.moveRefusals(document, ids, policy, locked);
        for (const by of [random.below(400) - 200, 30_000 + random.below(9_000), 0]) {
          const refusal = refusals(by);
          const wanted = refusalOfMove(document, ids, by, policy, locked);
          expect(refusal, `${seed} ${policy} ${by}`).toBe(wanted);
          said.add(refusal);
        }
      }
    }
    expect(said.size).toBe(4);
  },
  HANG,
);

test(
  "no edit lets items overlap, begin before the start or have no length",
  () => {
    for (let seed = 1; seed <= CASES; seed += 1) {
      const random = new Random(seed);
      let document = randomDocument(random);
      const steps = 1 + random.below(3);
      for (let step = 0; step < steps; step += 1) {
        document = attempted(document, (one) => conformed(one, randomEdit(random, one)));
      }
      const wrong = [...overlaps(document), ...impossible(document)];
      if (wrong.length > 0) expect.fail(`seed ${seed}: ${wrong.join(", ")}`);
    }
  },
  HANG,
);

test(
  "what an edit changes can be taken back and made again, to the letter",
  () => {
    for (let seed = 1; seed <= CASES; seed += 1) {
      const random = new Random(seed);
      const before = opened(randomDocument(random));
      const after = attempted(before, (one) => conformed(one, randomEdit(random, one)));
      const changes = changesBetween(before, after);
      const undone = withChanges(after, inverted(changes));
      if (!isSame(undone, before)) expect.fail(`seed ${seed}: not as before`);
      if (!isSame(withChanges(undone, changes), after)) expect.fail(`seed ${seed}: not as after`);
    }
  },
  HANG,
);

const rate = frameRate("30");

function withClips(...spans: [string, number, number][]): Timeline {
  const clips = spans.map(([id, start, seconds]) =>
    newItem("clips", {
      id,
      uploadId: 1,
      startSeconds: start,
      sourceStartSeconds: 0,
      sourceEndSeconds: seconds,
    }),
  );
  return { ...emptyTimeline(), clips };
}

function spans(document: Timeline): [string, number, number][] {
  return placedItems(document, "video").map((one) => [one.item.id, one.start, one.end]);
}

const another = newItem("clips", {
  id: "new",
  uploadId: 2,
  sourceStartSeconds: 0,
  sourceEndSeconds: 1,
});

test("push makes room, and what follows keeps its distances", () => {
  const document = withClips(["a", 0, 2], ["b", 2, 2], ["c", 5, 1]);
  const result = operations.insert(document, "clips", another, 60, "push", []);
  expect(spans(result)).toEqual([
    ["a", 0, 60],
    ["new", 60, 90],
    ["b", 90, 150],
    ["c", 180, 210],
  ]);
});

/** A timeline with a clip of two seconds, then one of three, each with a title, a logo and music. */
function withTitles(): Timeline {
  const title = (id: string, startSeconds: number, endSeconds: number) =>
    newItem("screenTitles", { id, text: id, startSeconds, endSeconds });
  const music = (id: string, startSeconds: number, endSeconds: number) =>
    newItem("audioSegments", { id, uploadId: 3, startSeconds, endSeconds });
  return {
    ...withClips(["a", 0, 2], ["b", 2, 3]),
    screenTitles: [title("of a", 0.5, 1), title("of b", 2.5, 4)],
    logos: [newItem("logos", { id: "logo", uploadId: 2, startSeconds: 1, endSeconds: 5 })],
    audioSegments: [music("bed", 0, 2), music("sting", 2, 3)],
  };
}

function starts(document: Timeline): Record<string, number> {
  const all = LANES.flatMap(({ name }) => placedItems(document, name));
  return Object.fromEntries(all.map((one) => [one.item.id, one.start]));
}

test("titles and stings go with the pictures that are pushed; what lies across that point stays", () => {
  const result = operations.insert(withTitles(), "clips", another, 60, "push", []);
  expect(starts(result)).toEqual({
    a: 0, "of a": 15, logo: 30, bed: 0, new: 60, b: 90, "of b": 105, sting: 90,
  });
});

test("music from the start on stays under a clip that is put before all others", () => {
  const result = operations.insert(withTitles(), "clips", another, 0, "push", []);
  expect(starts(result)).toEqual({
    new: 0, bed: 0, a: 30, "of a": 45, logo: 60, b: 90, "of b": 105, sting: 90,
  });
});

test("a locked track stays where pictures are pushed", () => {
  const result = operations.insert(withTitles(), "clips", another, 60, "push", ["titles"]);
  expect(starts(result)).toMatchObject({ b: 90, "of b": 75, sting: 90 });
});

test("a title that is moved with its clip goes aside with it", () => {
  const result = operations.move(withTitles(), ["b", "of b"], -50, "push", []);
  expect(starts(result)).toMatchObject({ b: 0, "of b": 15, a: 90, "of a": 105 });
});

test("where a clip is gone, titles behind it follow as far as nothing is in their way", () => {
  const result = operations.rippleDelete(withTitles(), ["a"], []);
  expect(starts(result)).toEqual({ b: 0, "of a": 15, "of b": 30, logo: 30, bed: 0, sting: 60 });
  const both = operations.rippleDelete(withTitles(), ["a", "of a"], []);
  expect(starts(both)).toMatchObject({ b: 0, "of b": 15 });
});

test("pictures do not push a title behind the end of the longest timeline", () => {
  const last = newItem("screenTitles", { text: "End", startSeconds: 1190, endSeconds: 1199.5 });
  const document = { ...withClips(["a", 0, 2]), screenTitles: [last] };
  expect(() => operations.insert(document, "clips", another, 0, "push", [])).toThrow("20 minutes");
});

test("overwrite cuts what lies below", () => {
  const document = withClips(["a", 0, 4]);
  const result = operations.insert(document, "clips", another, 30, "overwrite", []);
  const [head, , tail] = placedItems(result, "video");
  expect([head?.start, head?.end, tail?.start, tail?.end]).toEqual([0, 30, 60, 120]);
  expect(tail?.item).toMatchObject({ sourceStartSeconds: 2, sourceEndSeconds: 4 });
});

test("refuse says why and leaves the document alone", () => {
  const document = withClips(["a", 0, 4]);
  expect(() => operations.insert(document, "clips", another, 30, "refuse", [])).toThrow(Refused);
});

test("a split clip shows the same frames as before", () => {
  const document = withClips(["a", 1, 4]);
  const [left, right] = placedItems(operations.split(document, 75), "video");
  expect([left?.start, left?.end, right?.start, right?.end]).toEqual([30, 75, 75, 150]);
  expect(left?.item).toMatchObject({ sourceStartSeconds: 0, sourceEndSeconds: 1.5 });
  expect(right?.item).toMatchObject({ sourceStartSeconds: 1.5, sourceEndSeconds: 4 });
});

test("trimming stops at the neighbours and at what the source has", () => {
  const document = withClips(["a", 0, 2], ["b", 3, 2]);
  expect(spans(operations.trim(document, "a", "end", 200, 60))[0]).toEqual(["a", 0, 90]);
  expect(spans(operations.trim(document, "b", "start", 0, 60))[1]).toEqual(["b", 90, 150]);
  expect(spans(operations.trim(document, "b", "end", 400, 3))[1]).toEqual(["b", 90, 180]);
});

test("ripple delete closes the gap, lift leaves it", () => {
  const document = withClips(["a", 0, 2], ["b", 2, 2], ["c", 4, 1]);
  expect(spans(operations.rippleDelete(document, ["b"], []))).toEqual([
    ["a", 0, 60],
    ["c", 60, 90],
  ]);
  expect(spans(operations.lift(document, ["b"]))).toEqual([
    ["a", 0, 60],
    ["c", 120, 150],
  ]);
});

test("a clip with half the speed is twice as long and is cut where one cuts it", () => {
  const slow = newItem("clips", {
    id: "slow",
    uploadId: 1,
    startSeconds: 0,
    sourceStartSeconds: 0,
    sourceEndSeconds: 2,
    speedPct: 50,
  });
  const document = { ...emptyTimeline(), clips: [slow] };
  expect(spans(document)).toEqual([["slow", 0, 120]]);
  const [left, right] = placedItems(operations.split(document, 40), "video");
  expect([left?.end, right?.start, right?.end]).toEqual([40, 40, 120]);
});

test("a clip in slow motion is split where its source goes on, and no gap is between its parts", () => {
  const slow = newItem("clips", {
    id: "slow",
    uploadId: 1,
    startSeconds: 0,
    sourceStartSeconds: 0,
    sourceEndSeconds: 2,
    speedPct: 25,
  });
  const [left, right] = placedItems(operations.split({ ...emptyTimeline(), clips: [slow] }, 42), "video");
  expect([left?.start, left?.end, right?.start, right?.end]).toEqual([0, 40, 40, 240]);
});

test("nothing is put down behind the end of the longest timeline", () => {
  const placed = place("clips", { ...another, startSeconds: 1199.5 }, rate);
  expect(() => dropped(emptyTimeline(), [placed], () => "push", [])).toThrow("20 minutes");
});
