// SPDX-License-Identifier: Apache-2.0
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { PagedList } from "./paged-list";

const SOME = {
  data: { pages: [{ items: ["one"] }, { items: ["two"] }], pageParams: ["", "next"] },
  isPending: false,
  error: null,
  hasNextPage: true,
  isFetchingNextPage: false,
  isFetchNextPageError: false,
};

function shown(changes: object): string {
  const props = {
    query: { ...SOME, ...changes } as never,
    failure: "The names could not be loaded",
    loading: "loading",
    empty: "nothing",
    children: (items: string[]) => items.join(", "),
  };
  return renderToStaticMarkup(createElement(PagedList<string>, props));
}

describe("a list that comes page by page", () => {
  it("shows the items of all pages that came, and offers more", () => {
    expect(shown({})).toMatch(/^one, two.*Show more/s);
  });

  it("keeps its items and says why the next page did not come", () => {
    const failed = { isFetchNextPageError: true, error: new Error("The server is away") };
    expect(shown(failed)).toMatch(/^one, two.*The server is away.*Show more/s);
  });

  it("offers no more at its end", () => {
    expect(shown({ hasNextPage: false })).toBe("one, two");
  });

  it("says that it loads, and that nothing is in it", () => {
    expect(shown({ isPending: true, data: undefined })).toBe("loading");
    expect(shown({ data: { pages: [{ items: [] }] }, hasNextPage: false })).toBe("nothing");
  });
});
