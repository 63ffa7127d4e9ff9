// SPDX-License-Identifier: Apache-2.0
/** Chooses what the page of uploads lists, and how: kind, words, order, grid or list. */
import { ArrowDownUp, ChevronDown, LayoutGrid, List, Star } from "lucide-react";

import { buttonClass } from "@/ui/button";
import { cx } from "@/ui/cx";
import { Menu, MenuChoice } from "@/ui/menu";

import { ORDERS, type Order } from "./facts";
import { KIND_TABS, type KindTab } from "./queries";

interface KindTabsProps {
  shown: KindTab;
  counts: Partial<Record<KindTab["kind"], string>>;
  onShow: (kind: string) => void;
}

export function KindTabs({ shown, counts, onShow }: KindTabsProps) {
  return (
    <div role="group" aria-label="Kind" className="flex gap-1 max-[899px]:order-last max-[899px]:w-full max-[899px]:justify-between">
      {KIND_TABS.map((tab) => (
        <button
          key={tab.kind}
          type="button"
          aria-pressed={tab.kind === shown.kind}
          onClick={() => onShow(tab.kind)}
          className={cx(
            "h-8 rounded-control border border-transparent px-3 text-sm font-medium text-ink-2",
            "hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft",
            "aria-pressed:text-ink max-[899px]:h-11 max-[899px]:px-2.5",
          )}
        >
          {tab.name}
          {counts[tab.kind] && (
            <span className="ml-2 text-xs font-normal text-ink-2">{counts[tab.kind]}</span>
          )}
        </button>
      ))}
    </div>
  );
}

export function OrderMenu({ order, onChange }: { order: Order; onChange: (order: Order) => void }) {
  const name = ORDERS.find(([one]) => one === order)?.[1];
  return (
    <Menu
      trigger={
        <button type="button" className={buttonClass("outline", "max-[899px]:w-11 max-[899px]:px-0")}>
          <ArrowDownUp size={16} aria-hidden className="text-ink-2" />
          <span className="max-[899px]:sr-only">{name}</span>
          <ChevronDown size={14} aria-hidden className="text-ink-2 max-[899px]:hidden" />
        </button>
      }
    >
      {ORDERS.map(([one, words]) => (
        <MenuChoice key={one} isChosen={one === order} onSelect={() => onChange(one)}>
          {words}
        </MenuChoice>
      ))}
    </Menu>
  );
}

interface FavoritesSwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function FavoritesSwitch({ isOn, onChange }: FavoritesSwitchProps) {
  return (
    <button
      type="button"
      aria-label="Only favourites"
      title="Only favourites"
      aria-pressed={isOn}
      onClick={() => onChange(!isOn)}
      className={cx(
        "grid size-8 shrink-0 place-content-center rounded-control border border-line-strong text-ink-2",
        "hover:bg-hover aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent",
        "max-[899px]:size-11",
      )}
    >
      <Star size={16} aria-hidden fill={isOn ? "currentColor" : "none"} />
    </button>
  );
}

export type View = "grid" | "list";

const VIEWS = [
  { view: "grid", name: "Grid", icon: LayoutGrid },
  { view: "list", name: "List", icon: List },
] as const;

export function ViewSwitch({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  return (
    <div
      role="group"
      aria-label="View"
      className="flex overflow-hidden rounded-control border border-line-strong max-[899px]:hidden"
    >
      {VIEWS.map(({ view: one, name, icon: Icon }) => (
        <button
          key={one}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={view === one}
          onClick={() => onChange(one)}
          className="grid h-[30px] w-8 place-content-center text-ink-2 -outline-offset-2 hover:bg-hover aria-pressed:bg-accent-soft aria-pressed:text-accent"
        >
          <Icon size={16} aria-hidden />
        </button>
      ))}
    </div>
  );
}
