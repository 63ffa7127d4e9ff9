// SPDX-License-Identifier: Apache-2.0
/** What the pointers of the server's refusals point to. */

/** Returns the id of the item that a JSON pointer into a saved timeline is in. */
export function itemIdAt(document: object, pointer: string): string | undefined {
  const steps = pointer.split("/").slice(1);
  // What the server says of a timeline begins at the body of the request.
  const [track = "", index = ""] = steps[0] === "timeline" ? steps.slice(1) : steps;
  const rows = (document as Record<string, { id?: string }[] | undefined>)[track];
  return Array.isArray(rows) && index !== "" ? rows[Number(index)]?.id : undefined;
}
