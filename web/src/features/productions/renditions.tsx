// SPDX-License-Identifier: Apache-2.0
/** The renditions of a production: the sizes in which its stream is offered. */
import { formatBytes } from "@/lib/formats";

import type { ProductionDetail } from "./queries";

const HEAD = "px-4 py-2 text-left text-xs font-medium text-ink-3";
const CELL = "h-10 px-4 text-sm whitespace-nowrap";

export function Renditions({ production }: { production: ProductionDetail }) {
  const { renditions } = production;
  if (renditions.length === 0) return null;
  const bytes = renditions.reduce((sum, one) => sum + one.sizeBytes, 0);
  return (
    <section
      aria-labelledby="renditions"
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <div className="flex items-baseline justify-between px-4 pt-4 pb-1">
        <h2 id="renditions" className="text-sm font-semibold">
          Renditions
        </h2>
        <span className="text-xs text-ink-3">{formatBytes(bytes)}</span>
      </div>
      <div className="overflow-x-auto" tabIndex={0} role="group" aria-label="Table of renditions">
        <table className="w-full">
          <thead>
            <tr>
              <th className={HEAD}>Name</th>
              <th className={HEAD}>Format</th>
              <th className={HEAD}>Codec</th>
              <th className={`${HEAD} text-right`}>Bitrate</th>
              <th className={`${HEAD} text-right`}>Size</th>
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
                <td className={CELL}>
                  {codecOf(one.codecs)}
                  {one.isCopy && <span className="text-ink-3"> · copied</span>}
                </td>
                <td className={`${CELL} text-right`}>
                  {(one.averageBandwidth / 1_000_000).toFixed(1)} Mb/s
                </td>
                <td className={`${CELL} text-right`}>{formatBytes(one.sizeBytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
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
