// SPDX-License-Identifier: Apache-2.0
/**
 * Follows a pointer from the press to the release, outside React.
 *
 * What is dragged is moved by style alone, at most once per frame of the screen; the document
 * changes when the pointer is released.
 */
export interface DragHandlers {
  /** Called when the pointer has moved so far that it drags. */
  began?: () => void;
  /** Called before each painting, for example to scroll. */
  painting?: (clientX: number) => void;
  /** Called at most once per painted frame while the pointer moves. */
  moved: (clientX: number, isFree: boolean) => void;
  /** Called when the pointer is released; not when the drag is given up. */
  dropped: () => void;
  /** Called at the end in any case. */
  ended: () => void;
  /** Called when the pointer was released where it was pressed. */
  clicked?: () => void;
}

const THRESHOLD = 3;

/** Starts to follow the pointer of an event. */
export function follow(start: React.PointerEvent, handlers: DragHandlers): void {
  let x = start.clientX;
  let isFree = start.altKey;
  let isDragging = false;
  let frame = 0;
  const { pointerId } = start;

  const paint = () => {
    frame = 0;
    handlers.painting?.(x);
    handlers.moved(x, isFree);
  };
  const move = (event: PointerEvent) => {
    if (event.pointerId !== pointerId) return;
    x = event.clientX;
    isFree = event.altKey;
    if (!isDragging && Math.abs(x - start.clientX) < THRESHOLD) return;
    if (!isDragging) handlers.began?.();
    isDragging = true;
    frame ||= requestAnimationFrame(paint);
  };
  const finish = (isDropped: boolean) => {
    cancelAnimationFrame(frame);
    for (const [name, heard] of heards) {
      window.removeEventListener(name, heard as EventListener, true);
    }
    if (isDragging && isDropped) {
      handlers.moved(x, isFree);
      handlers.dropped();
    }
    if (!isDragging && isDropped) handlers.clicked?.();
    handlers.ended();
  };
  const up = (event: PointerEvent) => event.pointerId === pointerId && finish(true);
  const cancel = () => finish(false);
  const press = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    finish(false);
  };
  const heards = [
    ["pointermove", move],
    ["pointerup", up],
    ["pointercancel", cancel],
    ["keydown", press],
  ] as const;
  for (const [name, heard] of heards) {
    window.addEventListener(name, heard as EventListener, true);
  }
}
