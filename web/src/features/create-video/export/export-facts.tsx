// SPDX-License-Identifier: Apache-2.0
/** What an export becomes: its length, its frame and about how large its file is. */
import { formatBytes } from "@/lib/formats";
import { type Resolved, rateOf } from "@/media/compositor";
import { formatLength, frameRate, useDocument } from "@/timeline";
import { wordOf } from "@/lib/schema-fields";

export function ExportFacts({ resolved }: { resolved: Resolved }) {
  const quality = useDocument((state) => state.document.output.quality);
  const { size, fileSize } = resolved;
  const facts = [
    ["Length", formatLength(resolved.frames, frameRate(resolved.fps as never))],
    ["Frame", `${size.width} × ${size.height}, ${Math.round(rateOf(resolved) * 1000) / 1000} fps`],
    ["Quality", wordOf(quality)],
    ["File", `about ${formatBytes(fileSize.expected)}; up to ${formatBytes(fileSize.peak)} where much moves`],
  ];
  return (
    <dl aria-label="What is exported" className="grid grid-cols-[72px_minmax(0,1fr)] gap-x-3 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-2">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
