// SPDX-License-Identifier: Apache-2.0
/** What is shown of a query while it is asked again after a failure. */

export interface Outcome {
  status: "pending" | "error" | "success";
  isPending: boolean;
  isError: boolean;
  error: unknown;
}

/** The failure that a page has shown last, and of which query. */
export type LastFailure = { of: string; error: unknown } | undefined;

interface Steadied<T> {
  shown: T;
  failure: LastFailure;
}

/** Returns an outcome with the last failure of the same query for as long as there is no other. */
export function steadied<T extends Outcome>(now: T, of: string, last: LastFailure): Steadied<T> {
  if (now.isError) return { shown: now, failure: { of, error: now.error } };
  if (!now.isPending || last?.of !== of) return { shown: now, failure: undefined };
  const shown = { ...now, status: "error", isPending: false, isError: true, error: last.error };
  return { shown, failure: last };
}
