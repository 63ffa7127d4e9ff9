// SPDX-License-Identifier: Apache-2.0
/** The exact frame over the instant preview, and the button that asks for it. */
import { Aperture, LoaderCircle, X } from "lucide-react";
import { useEffect, useMemo } from "react";

import { endOf, formatTimecode, frameRate, useDocument } from "@/timeline";
import { Button, IconButton } from "@/ui/button";

import { showItem } from "../refused-items";
import { uploadIdsOf, useUploadFacts, withUploadNames } from "../uploads";
import {
  followChanges,
  leaveExactFrame,
  showExactFrame,
  toggleExactFrame,
  useExactFrame,
} from "./exact-frame";

const CHIP =
  "absolute left-2 top-2 z-20 flex max-w-[calc(100%-16px)] items-center gap-2 rounded-control bg-black/80 px-2 py-1 text-xs text-white";

export function ExactLayer() {
  const exact = useExactFrame((state) => state.exact);
  const fps = useDocument((state) => state.document.output.fps);
  useEffect(followChanges, []);
  return (
    <>
      {exact.kind === "shown" && (
        <img
          src={exact.url}
          alt={`Exact frame at ${formatTimecode(exact.frame, frameRate(fps))}`}
          data-exact-frame={exact.frame}
          className="pointer-events-none absolute inset-0 size-full bg-black"
        />
      )}
      <p role="status" className={exact.kind === "none" || exact.kind === "failed" ? "sr-only" : CHIP}>
        {exact.kind === "drawing" && (
          <>
            <LoaderCircle size={14} aria-hidden className="animate-spin" />
            Drawing the exact frame…
          </>
        )}
        {exact.kind === "shown" && "Exact frame"}
      </p>
      {exact.kind === "failed" && <Failed reason={exact.reason} itemId={exact.itemId} />}
    </>
  );
}

function Failed({ reason, itemId }: { reason: string; itemId?: string }) {
  const document = useDocument((state) => state.document);
  const uploads = useUploadFacts(useMemo(() => uploadIdsOf(document), [document]));
  return (
    <div
      role="alert"
      className="absolute inset-x-2 top-2 z-20 mx-auto flex w-fit max-w-full items-center gap-2 rounded-panel border border-line bg-raised px-3 py-2 text-sm shadow-panel max-[599px]:flex-wrap"
    >
      <span className="min-w-0 break-words">No exact frame: {withUploadNames(reason, uploads)}</span>
      {itemId && (
        <Button className="shrink-0" onClick={() => showItem(itemId)}>
          Show
        </Button>
      )}
      <Button className="shrink-0" onClick={() => void showExactFrame()}>
        Try again
      </Button>
      <IconButton label="Close" icon={X} onClick={leaveExactFrame} />
    </div>
  );
}

export function ExactButton() {
  const kind = useExactFrame((state) => state.exact.kind);
  const isEmpty = useDocument((state) => endOf(state.document) === 0);
  const isOn = kind === "drawing" || kind === "shown";
  return (
    <IconButton
      label={isEmpty ? "Exact frame (E): there is nothing to show yet" : "Exact frame (E)"}
      icon={Aperture}
      aria-pressed={isOn}
      aria-disabled={isEmpty || undefined}
      className={isOn ? "bg-accent-soft text-accent" : isEmpty ? "opacity-50" : undefined}
      onClick={() => {
        if (!isEmpty) toggleExactFrame();
      }}
    />
  );
}
