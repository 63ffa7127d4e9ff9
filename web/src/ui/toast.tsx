// SPDX-License-Identifier: Apache-2.0
/** Short notices about what happened elsewhere, with one action such as undo. */
import { X } from "lucide-react";
import { type RefObject, useEffect } from "react";
import { create } from "zustand";

import { randomId } from "@/lib/random-id";
import { cx } from "./cx";

import { Button, IconButton } from "./button";
import { type Toast, withToast } from "./toast-list";

interface ToastOptions {
  tone?: Toast["tone"];
  action?: Toast["action"];
  /** How long it stays; by default 6 s, and 10 s when there is something to do. */
  seconds?: number;
}

const FOOTER_HEIGHT = "--rm-page-footer";

const useToasts = create<{ toasts: Toast[] }>(() => ({ toasts: [] }));

/** Returns the notices that are shown. */
export function toasts(): Toast[] {
  return useToasts.getState().toasts;
}

/** Takes a notice away. */
export function dismissToast(id: string): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }));
}

/** Shows a notice; returns its id. */
export function showToast(text: string, options: ToastOptions = {}): string {
  const toast: Toast = {
    id: randomId(),
    text,
    tone: options.tone ?? "plain",
    action: options.action,
  };
  useToasts.setState(({ toasts }) => ({ toasts: withToast(toasts, toast) }));
  const seconds = options.seconds ?? (options.action ? 10 : 6);
  setTimeout(() => dismissToast(toast.id), seconds * 1000);
  return toast.id;
}

/** Keeps notices above the footer of a page for as long as it is shown. */
export function useFooterBelowToasts(footer: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => {
      style.setProperty(FOOTER_HEIGHT, `${footer.current?.offsetHeight ?? 0}px`);
    });
    if (footer.current) observer.observe(footer.current);
    return () => {
      observer.disconnect();
      style.removeProperty(FOOTER_HEIGHT);
    };
  }, [footer]);
}

export function Toasts() {
  const shown = useToasts((state) => state.toasts);
  return (
    <div
      role="status"
      aria-live="polite"
      className="pointer-events-none fixed bottom-[calc(var(--rm-page-footer,0px)+16px)] left-1/2 z-50 flex w-max max-w-[calc(100%-32px)] -translate-x-1/2 flex-col items-center gap-2"
    >
      {shown.map((toast) => (
        <div
          key={toast.id}
          className="pointer-events-auto flex max-w-full items-center gap-3 rounded-panel border border-line-strong bg-raised py-2 pr-2 pl-4 shadow-panel"
        >
          <span className={cx("line-clamp-4 min-w-0 wrap-anywhere", toast.tone === "bad" && "text-bad")}>
            {toast.text}
          </span>
          {toast.action && (
            <Button
              look="quiet"
              className="text-accent"
              onClick={() => {
                toast.action?.run();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </Button>
          )}
          <IconButton label="Dismiss" icon={X} onClick={() => dismissToast(toast.id)} />
        </div>
      ))}
    </div>
  );
}
