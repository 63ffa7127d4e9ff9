// SPDX-License-Identifier: Apache-2.0
/** A panel above the page that opens from a button, and closes when one goes elsewhere. */
import {
  type ButtonHTMLAttributes,
  type KeyboardEvent,
  type MouseEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  cloneElement,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { createPortal } from "react-dom";

import { leavesByTab, placeBeside } from "@/lib/floating";

import { cx } from "./cx";

/** What a panel is put into: a dialog keeps others from being used, the rest are landmarks. */
const PLACES = "dialog, header, main, nav";

export type Trigger = ReactElement<ButtonHTMLAttributes<HTMLButtonElement>>;

interface Opened {
  button: HTMLElement;
  /** Whether a key opened it, so that its first item is to have the focus. */
  byKey: boolean;
}

interface FloatingProps {
  trigger: Trigger;
  role: "menu" | "dialog";
  align?: "start" | "end";
  className?: string;
  /** Called with keys that the panel itself does not use. */
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
  /** What gets the focus when a key opens it. */
  firstItem?: string;
  children: (close: () => void) => ReactNode;
}

export function Floating({ trigger, children, ...rest }: FloatingProps) {
  const [opened, setOpened] = useState<Opened | null>(null);
  const id = useId();
  const triggerId = trigger.props.id ?? id;
  const open = (button: HTMLElement, byKey: boolean) => setOpened({ button, byKey });
  const close = () => setOpened(null);
  return (
    <>
      {cloneElement(trigger, {
        id: triggerId,
        "aria-haspopup": rest.role,
        "aria-expanded": opened !== null,
        onClick: (event: MouseEvent<HTMLButtonElement>) => {
          trigger.props.onClick?.(event);
          if (opened) close();
          else open(event.currentTarget, event.detail === 0);
        },
        onKeyDown: (event: KeyboardEvent<HTMLButtonElement>) => {
          trigger.props.onKeyDown?.(event);
          if (event.key !== "ArrowDown" || opened) return;
          event.preventDefault();
          open(event.currentTarget, true);
        },
      })}
      {opened &&
        createPortal(
          <Panel {...rest} opened={opened} triggerId={triggerId} onClose={close}>
            {children}
          </Panel>,
          opened.button.closest(PLACES) ?? document.body,
        )}
    </>
  );
}

interface PanelProps extends Omit<FloatingProps, "trigger"> {
  opened: Opened;
  triggerId: string;
  onClose: () => void;
}

function Panel({ opened, triggerId, onClose, children, ...props }: PanelProps) {
  const { role, align = "end", className, onKeyDown, firstItem } = props;
  const element = useRef<HTMLDivElement>(null);
  const leave = () => {
    opened.button.focus({ preventScroll: true });
    onClose();
  };
  usePlace(element, opened.button, align);
  useClosing(element, opened.button, onClose);
  useLayoutEffect(() => {
    const first = opened.byKey && firstItem && element.current?.querySelector<HTMLElement>(firstItem);
    (first || element.current)?.focus({ preventScroll: true });
  }, [opened, firstItem]);
  return (
    <div
      ref={element}
      popover="manual"
      role={role}
      aria-labelledby={triggerId}
      tabIndex={-1}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Escape") {
          event.preventDefault();
          leave();
        } else if (event.key === "Tab") {
          // From the button the browser goes on to what follows it in the page.
          if (leavesByTab(event.currentTarget, event.shiftKey)) leave();
        } else onKeyDown?.(event);
      }}
      className={cx(
        "fixed inset-auto m-0 overflow-auto border border-line bg-raised text-ink shadow-panel outline-none",
        className,
      )}
    >
      {children(leave)}
    </div>
  );
}

/** Shows a panel beside its button, and keeps it there. */
function usePlace(
  element: RefObject<HTMLElement | null>,
  button: HTMLElement,
  align: "start" | "end",
): void {
  useLayoutEffect(() => {
    const panel = element.current;
    if (!panel) return;
    panel.showPopover();
    const place = () => {
      const size = { width: panel.offsetWidth, height: panel.scrollHeight };
      const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
      const placed = placeBeside(button.getBoundingClientRect(), size, room, align);
      for (const [name, value] of Object.entries(placed)) {
        panel.style[name as keyof typeof placed] = `${value}px`;
      }
    };
    place();
    const observer = new ResizeObserver(place);
    observer.observe(panel);
    window.addEventListener("resize", place);
    document.addEventListener("scroll", place, true);
    return () => {
      observer.disconnect();
      window.removeEventListener("resize", place);
      document.removeEventListener("scroll", place, true);
    };
  }, [element, button, align]);
}

/** Closes a panel when one presses elsewhere, or when the focus goes elsewhere. */
function useClosing(
  element: RefObject<HTMLElement | null>,
  button: HTMLElement,
  onClose: () => void,
): void {
  const newest = useRef(onClose);
  newest.current = onClose;
  useLayoutEffect(() => {
    const look = ({ target }: Event) => {
      const isHere =
        target instanceof Node && (element.current?.contains(target) || button.contains(target));
      if (!isHere) newest.current();
    };
    document.addEventListener("pointerdown", look, true);
    document.addEventListener("focusin", look);
    return () => {
      document.removeEventListener("pointerdown", look, true);
      document.removeEventListener("focusin", look);
    };
  }, [element, button]);
}
