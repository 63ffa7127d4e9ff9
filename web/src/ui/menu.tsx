// SPDX-License-Identifier: Apache-2.0
/** Menus that open from a button. */
import { Check, type LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import type { ReactElement, ReactNode } from "react";

import { cx } from "./cx";

const ITEM =
  "flex h-8 cursor-default items-center gap-2 rounded-clip px-2 text-sm outline-none " +
  "data-highlighted:bg-hover data-disabled:text-ink-3 max-[899px]:h-11";

interface MenuProps {
  trigger: ReactElement;
  align?: "start" | "end";
  children: ReactNode;
}

// Not modal: locking the scrolling would need a style element, which our policy forbids.
export function Menu({ trigger, align = "end", children }: MenuProps) {
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          className="z-50 min-w-44 rounded-control border border-line bg-raised p-1 shadow-panel"
        >
          {children}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
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
    <DropdownMenu.Item
      disabled={disabled}
      onSelect={onSelect}
      className={cx(ITEM, isDangerous && "text-bad")}
    >
      {Icon && <Icon size={16} aria-hidden />}
      {children}
    </DropdownMenu.Item>
  );
}

interface ChoiceProps {
  isChosen: boolean;
  onSelect: () => void;
  children: ReactNode;
}

export function MenuChoice({ isChosen, onSelect, children }: ChoiceProps) {
  return (
    <DropdownMenu.CheckboxItem checked={isChosen} onSelect={onSelect} className={ITEM}>
      <span className="w-4">{isChosen && <Check size={16} aria-hidden />}</span>
      {children}
    </DropdownMenu.CheckboxItem>
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
    <DropdownMenu.Label
      className={cx("px-2 py-0.5 text-sm", isSecondary ? "text-xs text-ink-3" : "font-medium")}
    >
      {children}
    </DropdownMenu.Label>
  );
}

export function MenuSeparator() {
  return <DropdownMenu.Separator className="my-1 h-px bg-line" />;
}
