// SPDX-License-Identifier: Apache-2.0
/** The rows of the list of spaces: what is there now, and what the choice would change. */
import type { Visibility } from "@/features/publications";

import type { Changes, Publication, Space, SpaceResult } from "./queries";

export interface Row {
  space: Space;
  publication: Publication | undefined;
  isChosen: boolean;
  change: "publish" | "unpublish" | null;
  result: SpaceResult | undefined;
}

export const GROUPS = ["Personal", "Groups", "Channels", "Global"] as const;
export type GroupName = (typeof GROUPS)[number];

/** Returns the group under which a space is listed. */
export function groupOf(space: Pick<Space, "type" | "isGlobal">): GroupName {
  if (space.isGlobal) return "Global";
  return { personal: "Personal", group: "Groups", channel: "Channels" }[space.type] as GroupName;
}

/** Whether a publication is pending or published, so that its space is chosen. */
export function isLive(publication: Publication | undefined): boolean {
  return publication?.status === "published" || publication?.status === "pending";
}

/** Returns a row for every space; `choices` are those that the reader changed. */
export function rowsOf(
  spaces: Space[],
  publications: Publication[],
  choices: ReadonlyMap<number, boolean>,
  results: SpaceResult[],
): Row[] {
  return spaces.map((space) => {
    const publication = publications.find((one) => one.spaceId === space.id);
    const isThere = isLive(publication);
    const isChosen = choices.get(space.id) ?? isThere;
    return {
      space,
      publication,
      isChosen,
      change: isChosen === isThere ? null : isChosen ? "publish" : "unpublish",
      result: results.find((one) => one.spaceId === space.id),
    };
  });
}

/** Returns what the rows ask for. */
export function changesOf(rows: Row[]): Pick<Changes, "publish" | "unpublish"> {
  const ids = (change: Row["change"]) =>
    rows.filter((row) => row.change === change).map((row) => row.space.id);
  return { publish: ids("publish"), unpublish: ids("unpublish") };
}

/**
 * Whether the server has to be told who may watch: it lets whoever may see the space watch what is
 * new, and what was there before those who could.
 */
export function mustSayAudience(rows: Row[], publish: number[], audience: Visibility): boolean {
  const before = rows
    .filter((row) => publish.includes(row.space.id))
    .map((row) => row.publication?.visibility ?? "inherit");
  return before.some((one) => one !== audience);
}

/** Writes what would be done: `Publish to Crew and Film club. Remove from City Desk.` */
export function summaryOf(rows: Row[], isStoryChanged: boolean): string {
  const names = (change: Row["change"]) =>
    joined(rows.filter((row) => row.change === change).map((row) => row.space.name));
  const added = names("publish");
  const removed = names("unpublish");
  return [
    added && `Publish to ${added}.`,
    removed && `Remove from ${removed}.`,
    isStoryChanged && "Save the story.",
  ]
    .filter(Boolean)
    .join(" ");
}

function joined(names: string[]): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
