// SPDX-License-Identifier: Apache-2.0
/** The status line of an export: one line, and in small text what else is known. */
import { messageOf } from "@/api/error";
import { Progress } from "@/ui/progress";
import { Skeleton } from "@/ui/skeleton";

import { HlsChip } from "./hls-chip";
import type { HlsStatus } from "./hls";

interface StatusLineProps {
  status: HlsStatus | undefined;
  /** Why the status could not be read. */
  error: unknown;
}

export function StatusLine({ status, error }: StatusLineProps) {
  if (!status) {
    if (!error) return <Skeleton className="h-[18px] w-40" />;
    return <p className="text-sm text-bad">The status could not be read: {messageOf(error)}</p>;
  }
  return (
    <div className="flex flex-col gap-2">
      <div className="flex items-center justify-between gap-2">
        <p role="status">
          <HlsChip state={status.state} />
        </p>
        {status.state === "in_progress" && (
          <span aria-hidden className="text-sm font-medium">
            {status.progressPct} %
          </span>
        )}
      </div>
      {status.state === "in_progress" && (
        <Progress label="Preparation" percent={status.progressPct} />
      )}
      <p className="text-xs break-words text-ink-2">{noteOf(status)}</p>
      {error != null && (
        <p className="text-xs text-warn">No news from the server at the moment: {messageOf(error)}</p>
      )}
    </div>
  );
}

function noteOf(status: HlsStatus): string {
  switch (status.state) {
    case "not_ready":
      return "Prepare it once; then it can be published into any space.";
    case "in_progress":
      return "It carries on if you close this. Publish opens when HLS is ready.";
    case "ready":
      return status.publishedCount > 0
        ? `Published in ${status.publishedCount} ${status.publishedCount === 1 ? "space" : "spaces"}.`
        : "It can be published now.";
    case "failed":
      return status.detail ?? "The server gave no reason.";
  }
}
