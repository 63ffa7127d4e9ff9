// SPDX-License-Identifier: Apache-2.0
/** Documents and edits drawn from a seed, for tests of what holds for all of them. */
import {
  type Item,
  LANES,
  type LaneName,
  type Timeline,
  type TrackName,
  allItems,
  emptyTimeline,
  newItem,
} from "./document";
import { type DropPolicy, dropped } from "./dropping";
import { frameRate, secondsAt } from "./frames";
import * as operations from "./operations";
import { endOf, place } from "./placing";
import { type NewSource, relinked } from "./relinking";

/** Numbers that look random and are the same for the same seed. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed * 2654435761) >>> 0 || 1;
  }

  /** Returns a whole number from 0 to less than `limit`. */
  below(limit: number): number {
    this.state = (Math.imul(this.state ^ (this.state >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    const mixed = Math.imul(this.state ^ (this.state >>> 13), 3266489917);
    return ((mixed ^ (mixed >>> 16)) >>> 0) % Math.max(1, limit);
  }

  /** Returns one of several. */
  of<One>(values: readonly One[]): One {
    return values[this.below(values.length)] as One;
  }
}

const RATES = ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"] as const;
const POLICIES: DropPolicy[] = ["push", "overwrite", "refuse"];
const SPEEDS = [25, 50, 90, 100, 100, 130, 200, 333.3, 400];

function randomItem(random: Random, track: TrackName, rate: ReturnType<typeof frameRate>): Item {
  const frames = 1 + random.below(120);
  const source = random.below(200);
  const range = {
    uploadId: 1 + random.below(9),
    startSeconds: 0,
    sourceStartSeconds: secondsAt(source, rate),
    sourceEndSeconds: secondsAt(source + frames, rate),
  };
  if (track === "clips") return newItem("clips", { ...range, speedPct: random.of(SPEEDS) });
  if (track === "videoOverlays") return newItem("videoOverlays", range);
  const timed = {
    uploadId: 1 + random.below(9),
    startSeconds: 0,
    endSeconds: secondsAt(frames, rate),
  };
  if (track === "stills" && random.below(3) === 0) {
    const hold = { uploadId: 1 + random.below(9), sourceSeconds: secondsAt(source, rate) };
    return newItem("stills", { ...timed, uploadId: null, hold });
  }
  return newItem(track, timed as never) as Item;
}

/** Puts a random item down on a random lane. */
export function randomInsert(random: Random, document: Timeline): Timeline {
  const rate = frameRate(document.output.fps);
  const lane = random.of(LANES);
  const track = random.of(lane.tracks);
  const item = randomItem(random, track, rate);
  const at = random.below(endOf(document) + 60);
  const placed = place(track, { ...item, ...operationsStart(item, at, rate) } as Item, rate);
  const policy = random.of(POLICIES);
  return dropped(document, [placed], () => policy, []);
}

function operationsStart(item: Item, at: number, rate: ReturnType<typeof frameRate>) {
  const startSeconds = secondsAt(at, rate);
  if (!("endSeconds" in item) || item.endSeconds === null) return { startSeconds };
  return { startSeconds, endSeconds: Math.round((startSeconds + item.endSeconds) * 1e6) / 1e6 };
}

/** Returns a document with some items. */
export function randomDocument(random: Random): Timeline {
  const empty = emptyTimeline();
  let document: Timeline = { ...empty, output: { ...empty.output, fps: random.of(RATES) } };
  const count = random.below(10);
  for (let made = 0; made < count; made += 1)
    document = attempted(document, (one) => randomInsert(random, one));
  return document;
}

/** Returns the document after an edit, or as it is when the edit is refused. */
export function attempted(document: Timeline, edit: (document: Timeline) => Timeline): Timeline {
  try {
    return edit(document);
  } catch (error) {
    if ((error as Error).name === "Refused") return document;
    throw error;
  }
}

/** Returns a file that may take the place of another one: a video of any length, or an image. */
export function randomSource(random: Random): NewSource {
  const durationSeconds = random.below(4) === 0 ? null : random.below(30);
  return { id: 1 + random.below(12), name: "Another take", durationSeconds };
}

/** Makes a random edit of a document. */
export function randomEdit(random: Random, document: Timeline): Timeline {
  const ids = allItems(document).map(({ item }) => item.id);
  const some = ids.filter(() => random.below(3) === 0);
  const id = random.of(ids);
  const end = endOf(document) + 10;
  const policy = random.of(POLICIES);
  const policyOf = (_: LaneName) => policy;
  const locked = LANES.map(({ name }) => name).filter(() => random.below(4) === 0);
  const edits: (() => Timeline)[] = [() => randomInsert(random, document)];
  if (id) {
    edits.push(
      () => operations.move(document, some, random.below(120) - 60, policy, locked),
      () => operations.move(document, [id], random.below(200) - 100, policy, locked),
      () => operations.trim(document, id, "start", random.below(end)),
      () => operations.trim(document, id, "end", random.below(end), 20),
      () => operations.split(document, random.below(end)),
      () => operations.split(document, random.below(end), some),
      () => operations.lift(document, some),
      () => operations.rippleDelete(document, some, locked),
      () => operations.duplicate(document, some, policyOf, locked).document,
      () =>
        operations.paste(document, operations.copy(document, some), random.below(end), policyOf, locked)
          .document,
      () => operations.update(document, id, { boostDb: random.below(12) }),
      () => relinked(document, 1 + random.below(9), randomSource(random), []),
    );
  }
  return random.of(edits)();
}
