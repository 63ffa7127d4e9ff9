// SPDX-License-Identifier: Apache-2.0
/** Menus that open from a button. */
import { Check, type LucideIcon } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";

import { nextByLetter, stepTo } from "@/lib/floating";

import { cx } from "./cx";
import { Floating, type Trigger } from "./floating";

const ENABLED = "[role^=menuitem]:not(:disabled)";
const ITEM =
  "flex h-8 w-full cursor-default items-center gap-2 rounded-clip px-2 text-left text-sm " +
  "-outline-offset-2 focus:bg-hover disabled:text-ink-3 max-[899px]:h-11";

interface MenuProps {
  trigger: Trigger;
  align?: "start" | "end";
  children: ReactNode;
}

export function Menu({ trigger, align, children }: MenuProps) {
  return (
    <Floating
      trigger={trigger}
      role="menu"
      align={align}
      firstItem={ENABLED}
      onKeyDown={moveFocus}
      className="min-w-44 rounded-control p-1"
    >
      {(close) => (
        // Every item is a button, which the keyboard clicks, too; what it does comes first.
        <div
          role="none"
          onClick={({ target }) => {
            if (target instanceof Element && target.closest(ENABLED)) close();
          }}
          onPointerMove={({ target }) => {
            const item = target instanceof Element ? target.closest<HTMLElement>(ENABLED) : null;
            item?.focus({ preventScroll: true });
          }}
        >
          {children}
        </div>
      )}
    </Floating>
  );
}

/** Moves the focus between the items of a menu by arrow keys, Home, End and letters. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const items = [...event.currentTarget.querySelectorAll<HTMLElement>(ENABLED)];
  const at = items.findIndex((item) => item === document.activeElement);
  const names = items.map((item) => item.textContent.trim());
  const isLetter = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey;
  const next = isLetter ? nextByLetter(names, at, event.key) : stepTo(event.key, at, items.length);
  if (next === undefined) return;
  event.preventDefault();
  items[next]?.focus();
}

interface ItemProps {
  icon?: LucideIcon;
  isDangerous?: boolean;
  disabled?: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuItem({ icon: Icon, isDangerous, disabled, onSelect, children }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      tabIndex={-1}
      disabled={disabled}
      onClick={onSelect}
      className={cx(ITEM, isDangerous && "text-bad")}
    >
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </button>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuChoice({ isChosen, onSelect, children }: ChoiceProps) {
  return (
    <button
      type="button"
      role="menuitemcheckbox"
      aria-checked={isChosen}
      tabIndex={-1}
      onClick={onSelect}
      className={ITEM}
    >
      <span className="w-4 shrink-0">{isChosen && <Check size={16} aria-hidden />}</span>
      {children}
    </button>
  );
}

export function MenuLabel({
  isSecondary = false,
  children,
}: {
  isSecondary?: boolean;
  children: ReactNode;
}) {
  return (
    <div className={cx("px-2 py-0.5 text-sm", isSecondary ? "text-xs text-ink-3" : "font-medium")}>
      {children}
    </div>
  );
}

export function MenuSeparator() {
  return <div role="separator" className="my-1 h-px bg-line" />;
}
