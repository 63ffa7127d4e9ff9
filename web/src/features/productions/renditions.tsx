// SPDX-License-Identifier: Apache-2.0
/** The renditions of a production: the sizes in which its stream is offered, and how far they are. */
import { Download, Trash2 } from "lucide-react";
import { useState } from "react";

import { formatBytes } from "@/lib/formats";
import { Button, buttonClass, IconButton } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Progress } from "@/ui/progress";
import { showToast } from "@/ui/toast";

import type { ProductionDetail } from "./queries";
import { useDropRendition } from "./stream-queries";

type Rendition = ProductionDetail["renditions"][number];

const ICON_LINK = buttonClass("quiet", "w-8 !px-0 max-[899px]:w-11");
const HEAD = "px-4 py-2 text-left text-xs font-medium text-ink-3";
const CELL = "h-10 px-4 text-sm whitespace-nowrap";

export function Renditions({ production }: { production: ProductionDetail }) {
  const { renditions } = production;
  const [dropping, setDropping] = useState<Rendition | null>(null);
  if (renditions.length === 0) return null;
  const canDrop = production.state === "ready" && renditions.length > 1;
  const isReady = production.state === "ready";
  const bytes = renditions.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);
  return (
    <section
      aria-labelledby="renditions"
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <div className="flex items-baseline justify-between px-4 pt-4 pb-1">
        <h2 id="renditions" className="text-sm font-semibold">
          Renditions
        </h2>
        <span className="text-xs text-ink-3">{bytes > 0 && formatBytes(bytes)}</span>
      </div>
      <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label="Table of renditions">
        <table className="w-full">
          <thead>
            <tr>
              <th className={HEAD}>Name</th>
              <th className={HEAD}>Format</th>
              <th className={`${HEAD} max-[599px]:hidden`}>Codec</th>
              <th className={`${HEAD} text-right max-[479px]:hidden`}>Bitrate</th>
              <th className={`${HEAD} text-right`}>Size</th>
              {isReady && (
                <th className={HEAD}>
                  <span className="sr-only">Download and delete</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {renditions.map((one) => (
              <tr key={one.name} className="border-t border-line">
                <th scope="row" className={`${CELL} text-left font-semibold`}>
                  {one.name}
                </th>
                <td className={CELL}>
                  {one.width}×{one.height}
                </td>
                {one.status === "ready" ? <Measured one={one} /> : <Awaited one={one} />}
                {isReady && (
                  <td className="pr-2 text-right whitespace-nowrap">
                    <a
                      href={`/api/productions/${production.id}/renditions/${one.name}/download`}
                      download
                      aria-label={`Download the rendition ${one.name} as MP4`}
                      title="Download as MP4"
                      className={ICON_LINK}
                    >
                      <Download size={16} aria-hidden />
                    </a>
                    {canDrop && (
                      <IconButton
                        label={`Delete the rendition ${one.name}`}
                        icon={Trash2}
                        onClick={() => setDropping(one)}
                      />
                    )}
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {dropping && (
        <DropDialog production={production} one={dropping} onClose={() => setDropping(null)} />
      )}
    </section>
  );
}

interface DropDialogProps {
  production: ProductionDetail;
  one: Rendition;
  onClose: () => void;
}

function DropDialog({ production, one, onClose }: DropDialogProps) {
  const drop = useDropRendition(production.id);
  const confirm = () =>
    drop.mutate(one.name, {
      onSuccess: () => {
        showToast(`The rendition ${one.name} is deleted`);
        onClose();
      },
    });
  return (
    <Dialog title={`Delete the rendition ${one.name}?`} size="small" onClose={onClose}>
      <p className="text-ink-2">
        It saves {formatBytes(one.sizeBytes ?? 0)}. Players no longer choose {one.width}×{one.height};
        to have it again, the video must be packaged anew.
      </p>
      {drop.error && (
        <div className="mt-4">
          <InlineError error={drop.error} />
        </div>
      )}
      <div className="mt-6 flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button look="danger" icon={Trash2} isBusy={drop.isPending} onClick={confirm}>
          Delete rendition
        </Button>
      </div>
    </Dialog>
  );
}

function Measured({ one }: { one: Rendition }) {
  return (
    <>
      <td className={`${CELL} max-[599px]:hidden`}>
        {codecOf(one.codecs ?? "")}
        {one.isCopy && <span className="text-ink-3"> · copied</span>}
      </td>
      <td className={`${CELL} text-right max-[479px]:hidden`}>
        {((one.averageBandwidth ?? 0) / 1_000_000).toFixed(1)} Mb/s
      </td>
      <td className={`${CELL} text-right`}>{formatBytes(one.sizeBytes ?? 0)}</td>
    </>
  );
}

/** How far a rendition is that cannot be played yet. */
function Awaited({ one }: { one: Rendition }) {
  return (
    <td className={CELL} colSpan={3}>
      <span className="flex items-center gap-3">
        <span className="min-w-32 flex-1">
          <Progress percent={one.percent} label={`${one.name} done`} />
        </span>
        <span className="w-16 text-right text-ink-2">
          {one.status === "waiting" ? "Waiting" : `${one.percent}%`}
        </span>
      </span>
    </td>
  );
}

const NAMES: [string, string][] = [
  ["avc1.42", "H.264 Baseline"],
  ["avc1.4d", "H.264 Main"],
  ["avc1.64", "H.264 High"],
  ["hvc1", "H.265"],
  ["av01", "AV1"],
];

/** Returns the name of the video codec of a rendition. */
function codecOf(codecs: string): string {
  const video = codecs.split(",")[0]?.toLowerCase() ?? "";
  return NAMES.find(([start]) => video.startsWith(start))?.[1] ?? codecs;
}
