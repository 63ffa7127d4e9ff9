// SPDX-License-Identifier: Apache-2.0
/** Drags items along their lanes, and their edges. */
import {
  type Edge,
  type PlacedItem,
  formatLength,
  formatTimecode,
  frameRate,
  laneOf,
  move,
  moveRefusals,
  placedByIds,
  policyOf,
  snap,
  snapTargets,
  trim,
  trimLimits,
  useDocument,
  useView,
} from "@/timeline";

import { attempt, attemptFollowed, changeable, sourceSecondsOf } from "../editing";
import { say, sayRefusal } from "@/lib/status-line";
import { follow } from "./drag";
import { showGuide } from "./guide";
import { frameAtPoint } from "./zooming";

const SNAP_PIXELS = 8;

function elementOf(id: string): HTMLElement | null {
  return document.querySelector(`[data-item="${CSS.escape(id)}"]`);
}

function others(): number[] {
  const { playhead, rangeIn, rangeOut } = useView.getState();
  const { document } = useDocument.getState();
  const { numerator, denominator } = frameRate(document.output.fps);
  const lines = document.guidelines.map((line) => Math.round((line * numerator) / denominator));
  return [playhead, ...lines, ...[rangeIn, rangeOut].filter((one) => one !== null)];
}

/** Returns a function that snaps edges, unless snapping is off or suspended. */
function snapping(movedIds: string[]) {
  const targets = snapTargets(useDocument.getState().document, movedIds, others());
  return (edges: number[], isFree: boolean) => {
    const { isSnapping, pixelsPerFrame } = useView.getState();
    if (isFree || !isSnapping) return { by: 0, at: null };
    return snap(targets, edges, SNAP_PIXELS / pixelsPerFrame);
  };
}

/** Drags the selected items; they are put down where they are released. */
export function dragItems(
  event: React.PointerEvent,
  pressed: PlacedItem,
  clicked: () => void,
): void {
  const ids = changeable();
  const { document } = useDocument.getState();
  const items = placedByIds(document, ids);
  const first = Math.min(...items.map((one) => one.start));
  const from = frameAtPoint(event.clientX);
  const snapped = snapping(ids);
  const rate = frameRate(document.output.fps);
  const { lockedLanes } = useView.getState();
  const policy = policyOf(laneOf(pressed.track).name);
  const refusalOf = moveRefusals(document, ids, policy, lockedLanes);
  let by = 0;
  follow(event, {
    moved: (clientX, isFree) => {
      if (items.length === 0) return;
      const wanted = Math.max(frameAtPoint(clientX) - from, -first);
      const edges = items.flatMap((one) => [one.start + wanted, one.end + wanted]);
      const met = snapped(edges, isFree);
      by = Math.max(wanted + met.by, -first);
      showGuide(met.at);
      const refusal = refusalOf(by);
      const x = by * useView.getState().pixelsPerFrame;
      for (const { item, start } of items) {
        const element = elementOf(item.id);
        if (!element) continue;
        element.style.transform = `translateX(${start * useView.getState().pixelsPerFrame + x}px)`;
        element.dataset.dragged = refusal ? "refused" : "yes";
      }
      if (refusal) sayRefusal(refusal);
      else say(`Start ${formatTimecode(pressed.start + by, rate)}`);
    },
    dropped: () => {
      const label = ids.length === 1 ? "Move item" : `Move ${ids.length} items`;
      attemptFollowed(label, (one, locked) => move(one, ids, by, policy, locked));
    },
    clicked,
    ended: () => {
      showGuide(null);
      for (const { item, start } of items) settle(item.id, start);
    },
  });
}

/** Moves what is drawn on an item, so that it stays where it is while the start is trimmed. */
function slideCanvas(element: HTMLElement, frames: number): void {
  const canvas = element.querySelector("canvas");
  const { pixelsPerFrame } = useView.getState();
  if (canvas) canvas.style.transform = frames ? `translateX(${frames * pixelsPerFrame}px)` : "";
}

/** Gives an element back to React where its item is now. */
function settle(id: string, start: number): void {
  const element = elementOf(id);
  if (!element) return;
  delete element.dataset.dragged;
  slideCanvas(element, 0);
  const [now] = placedByIds(useDocument.getState().document, [id]);
  const { pixelsPerFrame } = useView.getState();
  element.style.transform = `translateX(${(now?.start ?? start) * pixelsPerFrame}px)`;
  if (now) element.style.width = `${(now.end - now.start) * pixelsPerFrame}px`;
}

/** Drags an edge of an item, within what its neighbours and its source allow. */
export function dragEdge(event: React.PointerEvent, placed: PlacedItem, edge: Edge): void {
  const { document } = useDocument.getState();
  const { id } = placed.item;
  const source = sourceSecondsOf(placed.item);
  const { first, last } = trimLimits(document, id, edge, source);
  const offset = frameAtPoint(event.clientX) - placed[edge];
  const snapped = snapping([id]);
  const rate = frameRate(document.output.fps);
  let at = placed[edge];
  follow(event, {
    moved: (clientX, isFree) => {
      const wanted = frameAtPoint(clientX) - offset;
      const met = snapped([wanted], isFree);
      at = Math.min(Math.max(wanted + met.by, first), last);
      showGuide(met.at === at ? met.at : null);
      const [start, end] = edge === "start" ? [at, placed.end] : [placed.start, at];
      const element = elementOf(id);
      const { pixelsPerFrame } = useView.getState();
      if (element) {
        element.style.transform = `translateX(${start * pixelsPerFrame}px)`;
        element.style.width = `${(end - start) * pixelsPerFrame}px`;
        slideCanvas(element, placed.start - start);
      }
      const limit = at === first || at === last ? " · as far as it goes" : "";
      say(`Length ${formatLength(end - start, rate)}${limit}`);
    },
    dropped: () => {
      attempt(edge === "start" ? "Trim start" : "Trim end", (one) =>
        trim(one, id, edge, at, source),
      );
    },
    ended: () => {
      showGuide(null);
      settle(id, placed.start);
    },
  });
}
