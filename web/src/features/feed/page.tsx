// SPDX-License-Identifier: Apache-2.0
/** The feed of the whole site, and the search over all that one may watch. */
import { useEffect, useState } from "react";

import { useSearchParams } from "@/lib/search-params";
import { PageHeader } from "@/ui/page-header";
import { SearchField } from "@/ui/search-field";
import { Segments } from "@/ui/segments";

import { Feed } from "./feed";

const MS_OF_A_PAUSE = 300;

const FOUND = {
  note: "In all spaces that you may see",
  emptyText: "No title or story that you may see has all these words. Try fewer, or others.",
};
const FOLLOWED = {
  note: "New in the spaces that you follow",
  emptyText: "Follow spaces on their pages: what is published in them appears here.",
};
const WHOLE_SITE = {
  note: "What moderators approved for everybody",
  emptyText: "What is published into the Global space and approved appears here.",
};

export default function FeedPage() {
  const [{ q = "", of = "site" }, setSearch] = useSearchParams();
  const isFollowed = of === "following";
  const [typed, setTyped] = useState(q);
  useEffect(() => {
    if (typed.trim() === q) return undefined;
    const timer = setTimeout(() => {
      setSearch({ q: typed.trim() || undefined, of: isFollowed ? of : undefined }, { replace: true });
    }, MS_OF_A_PAUSE);
    return () => {
      clearTimeout(timer);
    };
  }, [typed, q, of, isFollowed, setSearch]);
  const { note, emptyText } = q ? FOUND : isFollowed ? FOLLOWED : WHOLE_SITE;
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Feed" note={note}>
        <Segments
          label="Which feed"
          options={[
            { value: "site", label: "Everybody" },
            { value: "following", label: "Following" },
          ]}
          value={q ? null : of}
          onChange={(value) => {
            setTyped("");
            setSearch({ q: undefined, of: value === "site" ? undefined : value });
          }}
        />
        <SearchField
          label="Search titles, stories and captions"
          value={typed}
          onChange={(value) => {
            setTyped(value.slice(0, 200));
          }}
          className="w-full min-[600px]:w-72"
        />
      </PageHeader>
      <Feed key={`${of} ${q}`} words={q} isFollowed={isFollowed} emptyText={emptyText} />
    </div>
  );
}
