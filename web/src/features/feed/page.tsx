// SPDX-License-Identifier: Apache-2.0
/** The feed of the whole site, and the search over all that one may watch. */
import { useEffect, useState } from "react";

import { useSearchParams } from "@/lib/search-params";
import { PageHeader } from "@/ui/page-header";
import { SearchField } from "@/ui/search-field";

import { Feed } from "./feed";

const MS_OF_A_PAUSE = 300;

export default function FeedPage() {
  const [{ q = "" }, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const timer = setTimeout(() => {
      setSearch({ q: typed.trim() || undefined }, { replace: true });
    }, MS_OF_A_PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, q, setSearch]);
  const emptyText = q
    ? "No title or story that you may see has all these words. Try fewer, or others."
    : "What is published into the Global space and approved appears here.";
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader
        title="Feed"
        note={q ? "In all spaces that you may see" : "What moderators approved for everybody"}
      >
        <SearchField
          label="Search titles, stories and captions"
          value={typed}
          onChange={(value) => {
            setTyped(value.slice(0, 200));
          }}
          className="w-full min-[600px]:w-72"
        />
      </PageHeader>
      <Feed key={q} words={q} emptyText={emptyText} />
    </div>
  );
}
