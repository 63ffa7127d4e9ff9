// SPDX-License-Identifier: Apache-2.0
/** What the pointers of the server's refusals point to. */
import { ApiError } from "@/api/error";

/** Returns the id of the item that a JSON pointer into a saved timeline is in. */
export function itemIdAt(document: object, pointer: string): string | undefined {
  const steps = pointer.split("/").slice(1);
  // What the server says of a timeline begins at the body of the request.
  const [track = "", index = ""] = steps[0] === "timeline" ? steps.slice(1) : steps;
  const rows = (document as Record<string, { id?: string }[] | undefined>)[track];
  return Array.isArray(rows) && index !== "" ? rows[Number(index)]?.id : undefined;
}

/** Returns the id of the first item that the server names as a reason of a refusal. */
export function refusedItemId(document: object, error: unknown): string | undefined {
  const problems = error instanceof ApiError ? error.problems : [];
  return problems.map(({ pointer }) => itemIdAt(document, pointer)).find(Boolean);
}
