// SPDX-License-Identifier: Apache-2.0
/** The file that an item shows or plays: its name, its waveform, and another one in its place. */
import { FileWarning, Replace } from "lucide-react";
import { useState } from "react";

import { Waveform } from "@/media/derived";
import {
  type PlacedItem,
  frameRate,
  framesPerSecond,
  relinked,
  useDocument,
  useView,
} from "@/timeline";
import { Button } from "@/ui/button";
import { Group } from "@/ui/field-list";
import { Warnings } from "@/ui/warnings";

import { refusalOf } from "../editing";
import { uploadIdOf } from "../timeline/item-label";
import { type UploadFacts, nameOfUpload } from "../uploads";
import { RelinkDialog } from "./relink-dialog";

interface SourceProps {
  placed: PlacedItem;
  uploads: UploadFacts;
}

export function Source({ placed, uploads }: SourceProps) {
  const [isChoosing, setChoosing] = useState(false);
  const id = uploadIdOf(placed.item);
  if (id === null) return null;
  const upload = uploads.byId.get(id);
  const isMissing = uploads.missing.has(id);
  const isHeld = "hold" in placed.item && placed.item.hold;
  const hasSound = upload?.kind === "audio" || (upload?.kind === "video" && upload.hasAudio);
  return (
    <Group title="Source">
      {isMissing ? (
        <p className="mb-2 flex items-center gap-2 text-bad">
          <FileWarning size={16} aria-hidden className="shrink-0" />
          Its file is missing.
        </p>
      ) : (
        <p className="mb-2 truncate text-ink-2" title={upload?.name}>
          {upload?.name ?? "Loading…"}
        </p>
      )}
      {!isMissing && upload && <Warnings warnings={upload.warnings} className="mb-2 text-xs" />}
      {!isMissing && !isHeld && hasSound && upload.state === "ready" && (
        <PlacedWaveform placed={placed} uploadId={id} />
      )}
      <Button
        icon={Replace}
        look={isMissing ? "primary" : undefined}
        onClick={() => setChoosing(true)}
      >
        {isMissing ? "Relink…" : "Replace…"}
      </Button>
      {isChoosing && (
        <RelinkDialog
          placed={placed}
          title={isMissing ? "Relink to another file" : "Replace the file"}
          name={nameOfUpload(id, uploads)}
          onChoose={(file) =>
            refusalOf(isMissing ? "Relink" : "Replace file", (one) =>
              relinked(one, id, file, useView.getState().lockedLanes),
            )
          }
          onClose={() => setChoosing(false)}
        />
      )}
    </Group>
  );
}

function PlacedWaveform({ placed, uploadId }: { placed: PlacedItem; uploadId: number }) {
  const fps = framesPerSecond(frameRate(useDocument((state) => state.document.output.fps)));
  const { item } = placed;
  const from = "sourceStartSeconds" in item ? item.sourceStartSeconds : 0;
  const speed = "speedPct" in item ? item.speedPct / 100 : 1;
  const to = from + ((placed.end - placed.start) / fps) * speed;
  return <Waveform uploadId={uploadId} used={{ from, to }} />;
}
