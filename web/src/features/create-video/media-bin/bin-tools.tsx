// SPDX-License-Identifier: Apache-2.0
/** Chooses what the media bin lists: words, favourites, and the order. */
import { ArrowDownUp, Star } from "lucide-react";

import type { AssetView } from "@/api/assets";
import { cx } from "@/ui/cx";
import { Menu, MenuChoice } from "@/ui/menu";
import { SearchField } from "@/ui/search-field";

import { ORDERS } from "./assets";

export const EVERYTHING: AssetView = { words: "", order: "newest", onlyFavorites: false };

const TOOL =
  "grid size-8 shrink-0 place-content-center rounded-control border border-line-strong text-ink-2 hover:bg-hover";

interface BinToolsProps {
  noun: string;
  view: AssetView;
  onChange: (view: AssetView) => void;
}

export function BinTools({ noun, view, onChange }: BinToolsProps) {
  const { words, order, onlyFavorites } = view;
  return (
    <div className="m-3 mb-2 flex shrink-0 gap-1.5 short:mt-2">
      <SearchField
        label={`Search ${noun}s`}
        value={words}
        onChange={(text) => onChange({ ...view, words: text })}
        className="min-w-0 flex-1"
      />
      <button
        type="button"
        aria-label="Only favourites"
        title="Only favourites"
        aria-pressed={onlyFavorites}
        onClick={() => onChange({ ...view, onlyFavorites: !onlyFavorites })}
        className={cx(TOOL, "aria-pressed:border-accent aria-pressed:bg-accent-soft")}
      >
        <Star size={14} aria-hidden fill={onlyFavorites ? "currentColor" : "none"} />
      </button>
      <Menu
        trigger={
          <button
            type="button"
            aria-label="Order"
            title={ORDERS.find(([one]) => one === order)?.[1]}
            className={TOOL}
          >
            <ArrowDownUp size={14} aria-hidden />
          </button>
        }
      >
        {ORDERS.map(([one, name]) => (
          <MenuChoice
            key={one}
            isChosen={one === order}
            onSelect={() => onChange({ ...view, order: one })}
          >
            {name}
          </MenuChoice>
        ))}
      </Menu>
    </div>
  );
}
