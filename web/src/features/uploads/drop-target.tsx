// SPDX-License-Identifier: Apache-2.0
/** Takes files that are dropped anywhere on a page. */
import { CloudUpload } from "lucide-react";
import { type DragEvent, type ReactNode, useState } from "react";

import { formatCount } from "@/lib/formats";

interface DropTargetProps {
  onFiles: (files: File[]) => void;
  children: ReactNode;
}

export function DropTarget({ onFiles, children }: DropTargetProps) {
  // Entering a child is told before leaving its parent, so both are counted.
  const [depth, setDepth] = useState(0);
  const [count, setCount] = useState(0);
  const hasFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return (
    <div
      className="relative min-h-full"
      onDragEnter={(event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setDepth((old) => old + 1);
        setCount(event.dataTransfer.items.length);
      }}
      onDragOver={(event) => {
        if (hasFiles(event)) event.preventDefault();
      }}
      onDragLeave={(event) => {
        if (hasFiles(event)) setDepth((old) => Math.max(0, old - 1));
      }}
      onDrop={(event) => {
        event.preventDefault();
        setDepth(0);
        onFiles([...event.dataTransfer.files]);
      }}
    >
      {children}
      {depth > 0 && (
        <div className="pointer-events-none fixed inset-4 z-40 grid place-content-center justify-items-center gap-2 rounded-panel border-2 border-dashed border-accent bg-accent-soft/95">
          <CloudUpload size={40} aria-hidden className="text-accent" />
          <p className="text-lg font-semibold">Drop to upload {formatCount(count, "file")}</p>
          <p className="text-ink-2">Videos, audio and images</p>
        </div>
      )}
    </div>
  );
}
