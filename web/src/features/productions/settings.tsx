// SPDX-License-Identifier: Apache-2.0
/** The settings of a production, as they were when it was created. */
import { formatBytes, formatMoment } from "@/lib/formats";

import type { ProductionDetail } from "./queries";

export function Settings({ production }: { production: ProductionDetail }) {
  const { config } = production;
  const { source } = config;
  const facts: [string, string][] = [
    ["Source", `${source.videoRole === "export" ? "Export" : "Upload"} ${source.uploadId}`],
    ["Name", production.sourceName ?? "Deleted"],
    ["Video", source.width && source.height ? `${source.width}×${source.height}` : "Unknown"],
    ["Size", formatBytes(source.sizeBytes)],
    ["Profile", config.profile],
    ["Digest", source.sha256 ? `${source.sha256.slice(0, 12)}…` : "Unknown"],
  ];
  if (production.projectName) facts.splice(2, 0, ["Project", production.projectName]);
  return (
    <section aria-labelledby="settings" className="rounded-panel border border-line bg-panel p-4">
      <div className="mb-3 flex items-baseline justify-between">
        <h2 id="settings" className="text-sm font-semibold">
          Settings snapshot
        </h2>
        <span className="text-xs text-ink-3">{formatMoment(production.createdAt)}</span>
      </div>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-2.5 text-sm">
        {facts.map(([name, value]) => (
          <div key={name} className="contents">
            <dt className="text-ink-3">{name}</dt>
            <dd className="min-w-0 text-right font-medium break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
