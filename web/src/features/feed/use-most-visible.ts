// SPDX-License-Identifier: Apache-2.0
/** Finds the item of a list that is seen best, so that only that one plays. */
import { type RefObject, useEffect, useState } from "react";

/** Returns the index of the child of a list of which the largest part is in the window. */
export function useMostVisible(list: RefObject<HTMLElement | null>, count: number): number {
  const [best, setBest] = useState(0);
  useEffect(() => {
    const children = [...(list.current?.children ?? [])];
    const shares = new Map<Element, number>();
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) shares.set(entry.target, entry.intersectionRatio);
        setBest(indexOfLargest(children.map((child) => shares.get(child) ?? 0)));
      },
      { threshold: [0, 0.25, 0.5, 0.75, 1] },
    );
    for (const child of children) observer.observe(child);
    return () => observer.disconnect();
  }, [list, count]);
  return best;
}

/** Returns the index of the largest number, the first of several. */
export function indexOfLargest(numbers: number[]): number {
  return Math.max(0, numbers.indexOf(Math.max(...numbers, 0)));
}
