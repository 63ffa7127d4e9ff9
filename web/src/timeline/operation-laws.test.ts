// SPDX-License-Identifier: Apache-2.0
/** What each edit keeps, for thousands of documents: it changes what it says, and nothing else. */
import { describe, expect, test } from "vitest";

import { isSame } from "./changes";
import { type Item, LANES, type LaneName, type Timeline, allItems, laneOf, newItem } from "./document";
import type { DropPolicy } from "./dropping";
import { frameAt, frameRate } from "./frames";
import * as operations from "./operations";
import { type PlacedItem, endOf, isSourceRange, placedItems } from "./placing";
import { Random, randomDocument, randomSource } from "./random-documents";
import { relinked } from "./relinking";

const CASES = 5000;
/** Only ends a hang: no test depends on the speed of the machine. */
const HANG = 300_000;
const POLICIES: DropPolicy[] = ["push", "overwrite", "refuse"];

interface Given {
  random: Random;
  document: Timeline;
  /** Some of its items, at least one. */
  ids: string[];
  policy: DropPolicy;
  /** What an error names. */
  seed: number;
}

const DOCUMENTS = documentsWithItems();

function documentsWithItems(): Timeline[] {
  const found: Timeline[] = [];
  for (let seed = 1; found.length < CASES; seed += 1) {
    const document = randomDocument(new Random(seed));
    if (allItems(document).length > 0) found.push(frozen(document));
  }
  return found;
}

/** Looks whether a law holds for every document. */
function forEachDocument(law: (given: Given) => void): void {
  DOCUMENTS.forEach((document, index) => {
    const random = new Random(index + 1);
    const all = allItems(document).map(({ item }) => item.id);
    const ids = [random.of(all), ...all.filter(() => random.below(3) === 0)];
    law({ random, document, ids: [...new Set(ids)], policy: random.of(POLICIES), seed: index });
  });
}

/** Makes an edit that writes into the document throw. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
}

/** Returns what an edit makes, or null when it is refused. */
function made<Result>(edit: () => Result): Result | null {
  try {
    return edit();
  } catch (error) {
    if ((error as Error).name === "Refused") return null;
    throw error;
  }
}

function placed(document: Timeline): Map<string, PlacedItem> {
  const all = LANES.flatMap(({ name }) => placedItems(document, name));
  return new Map(all.map((one) => [one.item.id, one]));
}

function at(document: Timeline, id: string): PlacedItem {
  const found = placed(document).get(id);
  if (!found) throw new Error(`${id} is not there`);
  return found;
}

const lengthOf = ({ start, end }: PlacedItem) => end - start;

/** Whether music ends with the longest timeline, so that its length follows from its start. */
const isOpen = ({ item }: PlacedItem) => "endSeconds" in item && item.endSeconds === null;

/** Looks that all items but some are the same in both documents, and that no others came. */
function onlyChanges(before: Timeline, after: Timeline, changed: Iterable<string>): boolean {
  const mayDiffer = new Set(changed);
  const rest = (document: Timeline) =>
    allItems(document).filter(({ item }) => !mayDiffer.has(item.id));
  return isSame(rest(before), rest(after));
}

/** What an item shows at a frame: the frame of its source, as far as it plays at its own speed. */
function shownAt(document: Timeline, lane: LaneName, frame: number): string | null {
  const rate = frameRate(document.output.fps);
  const under = placedItems(document, lane).find((one) => one.start <= frame && frame < one.end);
  if (!under) return null;
  const { track, item, start } = under;
  if (!isSourceRange(track, item)) return track;
  if ("speedPct" in item && item.speedPct !== 100) return track;
  return `${track} ${item.uploadId} ${frameAt(item.sourceStartSeconds, rate) + frame - start}`;
}

const isOnVideo = (one?: PlacedItem) => one !== undefined && laneOf(one.track).name === "video";

function lockedAtRandom(random: Random): LaneName[] {
  return LANES.map(({ name }) => name).filter((one) => one !== "video" && random.below(4) === 0);
}

describe("each edit keeps what it does not say, in thousands of documents", () => {
  test(
    "lift leaves all other items as they are",
    () =>
      forEachDocument(({ document, ids, seed }) => {
        const after = operations.lift(document, ids);
        expect(onlyChanges(document, after, ids), `${seed}`).toBe(true);
        expect(allItems(after).some(({ item }) => ids.includes(item.id))).toBe(false);
      }),
    HANG,
  );

  test(
    "ripple delete without a clip moves what follows by what is gone before it, on each lane alone",
    () =>
      forEachDocument(({ document, ids: all, seed }) => {
        const before = placed(document);
        const ids = all.filter((id) => !isOnVideo(before.get(id)));
        const after = placed(operations.rippleDelete(document, ids, []));
        expect(after.size, `${seed}`).toBe(before.size - ids.length);
        for (const [id, now] of after) {
          const then = before.get(id) as PlacedItem;
          const gone = ids
            .map((one) => before.get(one) as PlacedItem)
            .filter((one) => laneOf(one.track) === laneOf(then.track) && one.start < then.start)
            .reduce((sum, one) => sum + lengthOf(one), 0);
          expect(now.start, `${seed} ${id}`).toBe(then.start - gone);
          if (!isOpen(then)) expect(lengthOf(now), `${seed} ${id}`).toBe(lengthOf(then));
        }
      }),
    HANG,
  );

  test(
    "ripple delete of clips brings all lanes along, as far as there is room, but locked ones",
    () =>
      forEachDocument(({ random, document, ids, seed }) => {
        const before = placed(document);
        const clips = ids.map((id) => before.get(id)).filter((one) => isOnVideo(one));
        if (clips.length === 0) return;
        const locked = lockedAtRandom(random);
        const after = placed(operations.rippleDelete(document, ids, locked));
        expect(after.size, `${seed}`).toBe(before.size - ids.length);
        for (const [id, now] of after) {
          const then = before.get(id) as PlacedItem;
          const gone = clips
            .filter((one) => one !== undefined && one.end <= then.start)
            .reduce((sum, one) => sum + lengthOf(one as PlacedItem), 0);
          const { name } = laneOf(then.track);
          const wanted = locked.includes(name) ? then.start : then.start - gone;
          const lane = placedItems(document, name).filter((one) => after.has(one.item.id));
          const previous = lane[lane.findIndex((one) => one.item.id === id) - 1];
          const free = previous ? (after.get(previous.item.id) as PlacedItem).end : 0;
          const isMoved = wanted < then.start;
          expect(now.start, `${seed} ${id}`).toBe(isMoved ? Math.max(wanted, free) : then.start);
          if (!isOpen(then)) expect(lengthOf(now), `${seed} ${id}`).toBe(lengthOf(then));
        }
      }),
    HANG,
  );

  test(
    "what lies behind a clip that is put down stays on its picture, on every lane that is not locked",
    () =>
      forEachDocument(({ random, document, seed }) => {
        const locked = lockedAtRandom(random);
        const frame = random.below(endOf(document) + 60);
        const clip = newItem("clips", {
          id: "new",
          uploadId: 1,
          sourceStartSeconds: 0,
          sourceEndSeconds: 1 + random.below(4),
        });
        const insert = () => operations.insert(document, "clips", clip, frame, "push", locked);
        const result = made(insert);
        if (!result) return;
        const [before, after] = [placed(document), placed(result)];
        const pushed = placedItems(document, "video").filter(
          (one) => after.get(one.item.id)?.start !== one.start,
        );
        const from = pushed[0]?.start ?? Number.POSITIVE_INFINITY;
        const by = pushed[0] ? at(result, pushed[0].item.id).start - from : 0;
        for (const [id, then] of before) {
          const { name } = laneOf(then.track);
          const stays =
            then.start < from ||
            locked.includes(name) ||
            (name === "music" && then.start === 0);
          expect(at(result, id).start, `${seed} ${id}`).toBe(then.start + (stays ? 0 : by));
        }
      }),
    HANG,
  );

  test(
    "a group that is moved keeps its distances on each lane, and what lies there makes room or stays",
    () =>
      forEachDocument(({ random, document, ids, policy, seed }) => {
        const by = random.below(200) - 100;
        const result = made(() => operations.move(document, ids, by, policy, []));
        if (!result) return;
        const [before, after] = [placed(document), placed(result)];
        const shifts = new Map<LaneName, Set<number>>();
        for (const id of ids) {
          const [then, now] = [before.get(id) as PlacedItem, after.get(id)];
          if (!now) return expect.fail(`${seed}: ${id} is gone`);
          if (!isOpen(then)) expect(lengthOf(now), `${seed} ${id}`).toBe(lengthOf(then));
          const { name } = laneOf(then.track);
          shifts.set(name, (shifts.get(name) ?? new Set()).add(now.start - then.start));
        }
        for (const shift of shifts.values()) expect([...shift], `${seed}`).toHaveLength(1);
        if (policy !== "push") expect([...shifts.values()].every((one) => one.has(by))).toBe(true);
        if (policy === "refuse") expect(onlyChanges(document, result, ids)).toBe(true);
        if (policy === "push") expect(keepsLengths(before, after), `${seed}`).toBe(true);
      }),
    HANG,
  );

  test(
    "what is pasted has ids of its own, its distances and its fields; nothing there is lost by a push",
    () =>
      forEachDocument(({ random, document, ids, policy, seed }) => {
        const copies = operations.copy(document, ids);
        const frame = random.below(endOf(document) + 60);
        const result = made(() => operations.paste(document, copies, frame, () => policy, []));
        if (!result) return;
        const [before, after] = [placed(document), placed(result.document)];
        expect(result.ids.some((id) => before.has(id)), `${seed}`).toBe(false);
        const pasted = result.ids.map((id) => after.get(id) as PlacedItem);
        pasted.forEach((one, index) => {
          const copied = copies[index] as (typeof copies)[number];
          expect(sameButTimes(one.item, copied.item), `${seed}`).toBe(true);
          if (policy !== "push") expect(one.start, `${seed}`).toBe(frame + copied.offset);
        });
        if (policy === "refuse") expect(onlyChanges(document, result.document, result.ids)).toBe(true);
        if (policy === "push") expect(keepsLengths(before, after), `${seed}`).toBe(true);
      }),
    HANG,
  );

  test(
    "copies of items lie behind all of them",
    () =>
      forEachDocument(({ document, ids, policy, seed }) => {
        const result = made(() => operations.duplicate(document, ids, () => policy, []));
        if (!result) return;
        const last = Math.max(...ids.map((id) => at(document, id).end));
        expect(result.ids, `${seed}`).toHaveLength(ids.length);
        if (policy === "push") return;
        for (const id of result.ids) {
          expect(at(result.document, id).start, `${seed}`).toBeGreaterThanOrEqual(last);
        }
      }),
    HANG,
  );

  test(
    "a file that takes the place of another one changes no time, and the other can take it back",
    () =>
      forEachDocument(({ random, document, seed }) => {
        const from = 1 + random.below(9);
        const to = { ...randomSource(random), id: 100 };
        const after = made(() => relinked(document, from, to, []));
        if (!after) return;
        const spans = (one: Timeline) =>
          [...placed(one).values()].map(({ item, start, end }) => [item.id, start, end]);
        expect(spans(after), `${seed}`).toEqual(spans(document));
        expect(JSON.stringify(after), `${seed}`).not.toMatch(new RegExp(`"uploadId":${from}\\b`));
        const back = relinked(after, 100, { id: from, name: "The first", durationSeconds: null }, []);
        expect(isSame(back, document), `${seed}`).toBe(true);
        const lanes = allItems(document)
          .filter(({ item }) => JSON.stringify(item).includes(`"uploadId":${from}`))
          .map(({ track }) => laneOf(track).name);
        const locked = lanes.slice(0, 1);
        if (locked.length > 0) expect(made(() => relinked(document, from, to, locked))).toBeNull();
      }),
    HANG,
  );

  test(
    "a split shows the same at every frame",
    () =>
      forEachDocument(({ random, document, ids, seed }) => {
        const frame = random.below(endOf(document) + 10);
        const wanted = random.below(2) ? ids : undefined;
        const after = operations.split(document, frame, wanted);
        const before = placed(document);
        for (const { name } of LANES) {
          for (const shown of [frame - 1, frame, random.below(endOf(document) + 10)]) {
            const then = shownAt(document, name, shown);
            expect(shownAt(after, name, shown), `${seed} ${name} ${shown}`).toBe(then);
          }
        }
        const added = [...placed(after).values()].filter(({ item }) => !before.has(item.id));
        // A frame of a source that is slowed down to a quarter is shown for four.
        expect(added.every((one) => Math.abs(one.start - frame) < 4), `${seed}`).toBe(true);
      }),
    HANG,
  );

  test(
    "trimming an edge moves no other edge, and never beyond what is asked",
    () =>
      forEachDocument(({ random, document, ids: [id = ""], seed }) => {
        const edge = random.of(["start", "end"] as const);
        const frame = random.below(endOf(document) + 60);
        const then = at(document, id);
        const after = operations.trim(document, id, edge, frame, random.below(60));
        const now = at(after, id);
        expect(onlyChanges(document, after, [id]), `${seed}`).toBe(true);
        if (edge === "start") {
          // A clip that is slowed down or sped up ends where a frame of its source does.
          expect(now.end, `${seed}`).toBeLessThanOrEqual(then.end);
          expect(then.end - now.end, `${seed}`).toBeLessThanOrEqual(4);
        } else expect(now.start, `${seed}`).toBe(then.start);
      }),
    HANG,
  );

  test(
    "a field that is set changes one item",
    () =>
      forEachDocument(({ random, document, ids: [id = ""], seed }) => {
        const boostDb = random.below(12);
        const after = operations.update(document, id, { boostDb });
        expect(onlyChanges(document, after, [id]), `${seed}`).toBe(true);
        expect(at(after, id).item, `${seed}`).toMatchObject({ boostDb });
        expect(operations.update(document, "nobody", { boostDb })).toBe(document);
      }),
    HANG,
  );

  test(
    "what is put down is there, and nothing else is cut where it is not under it",
    () =>
      forEachDocument(({ random, document, ids: [id = ""], policy, seed }) => {
        const { track, item } = at(document, id);
        const frame = random.below(endOf(document) + 60);
        const own = { ...item, id: "new" } as Item;
        const after = made(() =>
          operations.insert(document, track, own as never, frame, policy, []),
        );
        if (!after) return;
        const now = at(after, "new");
        if (policy !== "push") expect(now.start, `${seed}`).toBe(frame);
        if (policy === "refuse") expect(onlyChanges(document, after, ["new"])).toBe(true);
        if (policy === "push") expect(keepsLengths(placed(document), placed(after))).toBe(true);
        if (policy !== "overwrite") return;
        const { name } = laneOf(track);
        for (const shown of [now.start - 1, random.below(endOf(document))]) {
          if (now.start <= shown && shown < now.end) continue;
          const seen = shownAt(after, name, shown);
          // What is cut may lose the part of a frame that its source has none for.
          if (seen !== null) expect(seen, `${seed}`).toBe(shownAt(document, name, shown));
        }
      }),
    HANG,
  );
});

/** Whether every item is still there with its length; music without an end has none. */
function keepsLengths(before: Map<string, PlacedItem>, after: Map<string, PlacedItem>): boolean {
  return [...before].every(([id, then]) => {
    const now = after.get(id);
    return now !== undefined && (isOpen(then) || lengthOf(now) === lengthOf(then));
  });
}

/** Whether two items differ in id and place only. */
function sameButTimes(one: Item, other: Item): boolean {
  const place = { id: "", startSeconds: 0, endSeconds: 0, words: [] };
  return isSame({ ...one, ...place }, { ...other, ...place });
}
