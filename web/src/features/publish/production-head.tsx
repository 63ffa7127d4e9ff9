// SPDX-License-Identifier: Apache-2.0
/** The production that is published: its poster, its name and how far it is. */
import { Link } from "@tanstack/react-router";
import { ExternalLink } from "lucide-react";

import { HlsChip } from "@/features/exports";
import type { ProductionDetail } from "@/features/productions";
import { formatBytes, formatCount } from "@/lib/formats";
import { buttonClass } from "@/ui/button";
import { Poster } from "@/ui/poster";
import { Progress } from "@/ui/progress";

export function ProductionHead({ production }: { production: ProductionDetail }) {
  const bytes = production.renditions.reduce((sum, one) => sum + (one.sizeBytes ?? 0), 0);
  const sizes =
    production.renditions.length > 0 &&
    `${formatCount(production.renditions.length, "rendition")} · ${formatBytes(bytes)}`;
  return (
    <div className="mb-4 flex flex-wrap items-center gap-4">
      <Poster
        url={production.posterUrl}
        duration={production.durationSeconds}
        className="h-[72px] w-32 shrink-0 rounded-control"
      />
      <div className="min-w-0 flex-1 basis-56">
        <h1 className="text-xl font-semibold break-words">{production.name}</h1>
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1" role="status">
          <HlsChip state={production.state} />
          <span className="text-xs text-ink-3">
            {["Production " + production.id, sizes].filter(Boolean).join(" · ")}
          </span>
        </div>
        {production.state === "in_progress" && (
          <div className="mt-2 flex max-w-md items-center gap-3">
            <Progress label="Preparation" percent={production.progressPct} />
            <span className="text-xs whitespace-nowrap text-ink-2">
              {production.progressPct} %
            </span>
          </div>
        )}
        {production.state === "failed" && (
          <p className="mt-1 text-xs break-words text-bad">{production.errorMessage}</p>
        )}
      </div>
      <Link
        to={"/productions" as never}
        search={{ id: String(production.id) } as never}
        className={buttonClass()}
      >
        <ExternalLink size={16} aria-hidden />
        View production
      </Link>
    </div>
  );
}
