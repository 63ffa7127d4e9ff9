// SPDX-License-Identifier: Apache-2.0
/** The query of a page's address, as strings: it says where one is, never what was edited. */
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

export type SearchParams = Record<string, string | undefined>;

/** Reads a query without turning numbers and booleans into anything else. */
export function parseSearch(text: string): SearchParams {
  return Object.fromEntries(new URLSearchParams(text));
}

/** Writes a query; parameters without a value are left out. */
export function stringifySearch(search: Record<string, unknown>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (value !== undefined && value !== null && value !== "") params.set(name, String(value));
  }
  const text = params.toString();
  return text ? `?${text}` : "";
}

/** Returns the query of the page, and a function that changes some of its parameters. */
export function useSearchParams(): [
  SearchParams,
  (changes: SearchParams, options?: { replace?: boolean }) => void,
] {
  const search = useSearch({ strict: false }) as SearchParams;
  const navigate = useNavigate();
  const change = useCallback(
    (changes: SearchParams, options: { replace?: boolean } = {}) => {
      void navigate({
        to: ".",
        search: ((old: SearchParams) => ({ ...old, ...changes })) as never,
        replace: options.replace ?? false,
      });
    },
    [navigate],
  );
  return [search, change];
}
