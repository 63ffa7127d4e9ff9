// SPDX-License-Identifier: Apache-2.0
/** Puts controls of a page into the top bar. */
import { type ReactNode, useEffect, useState } from "react";
import { createPortal } from "react-dom";

type Side = "start" | "end";

/** Where the top bar shows the controls of the page. */
export function PageControlsSlot({ side }: { side: Side }) {
  return <div id={`page-controls-${side}`} className="contents" />;
}

/** Shows controls in the top bar for as long as the page is shown. */
export function PageControls({ side, children }: { side: Side; children: ReactNode }) {
  const [slot, setSlot] = useState<HTMLElement | null>(null);
  useEffect(() => setSlot(document.getElementById(`page-controls-${side}`)), [side]);
  return slot && createPortal(children, slot);
}
