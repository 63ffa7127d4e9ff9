// SPDX-License-Identifier: Apache-2.0
/** What a moderator does about a report: the video or the comment goes, and the report is closed. */
import { useId, useState } from "react";

import { ApiError } from "@/api/error";
import { useQuery } from "@/api/use-query";
import { publicationDetailsQuery, UnpublishDialog } from "@/features/publications";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type Report, useHandleReport } from "./report-queries";
import { RESOLUTIONS, STATUSES } from "./report-words";

export const CONTROL =
  "h-8 rounded-control border border-line-strong bg-field px-2 text-sm max-[899px]:h-11";

/** Whether a publication is not there, or not to be seen, any more. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

export function ReportAnswer({ report }: { report: Report }) {
  const id = useId();
  const [chosen, setChosen] = useState("");
  const [isUnpublishing, setUnpublishing] = useState(false);
  const handle = useHandleReport(report);
  const video = useQuery({
    ...publicationDetailsQuery(report.publicationId),
    enabled: chosen === "unpublished",
  });
  const found = RESOLUTIONS.find(([resolution]) => resolution === chosen);
  const close = () => {
    if (!found) return;
    const [resolution, status] = found;
    handle.mutate(
      { status, resolution },
      { onSuccess: () => showToast(`The report is ${STATUSES[status].toLowerCase()}`) },
    );
  };
  const isUnpublished = chosen === "unpublished";
  // A video that could not be asked for may be there: only one that is gone needs no unpublishing.
  const isUnknown = isUnpublished && video.error !== null && !isGone(video.error);
  const isThere = ["published", "pending"].includes(video.data?.publication.status ?? "");
  const act = () => {
    if (isUnknown) void video.refetch();
    else if (isUnpublished && isThere) setUnpublishing(true);
    else close();
  };
  const isAsking = isUnpublished && video.isFetching;
  return (
    <div className="flex basis-full flex-wrap items-center gap-2">
      <label htmlFor={id} className="text-sm text-ink-2">
        What to do
      </label>
      <select
        id={id}
        value={chosen}
        onChange={(event) => setChosen(event.target.value)}
        className={CONTROL}
      >
        <option value="">Choose…</option>
        {RESOLUTIONS.filter(([one]) => one !== "comment_deleted" || report.commentId !== null).map(
          ([value, , words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ),
        )}
      </select>
      <Button
        isBusy={handle.isPending || isAsking}
        whyDisabled={found ? undefined : "Choose what to do first"}
        onClick={act}
      >
        {isUnknown ? "Try again" : "Close report"}
      </Button>
      {report.status === "open" && (
        <Button
          look="quiet"
          isBusy={handle.isPending}
          onClick={() => {
            handle.mutate({ status: "in_review", resolution: null });
          }}
        >
          Take it up
        </Button>
      )}
      {isUnknown && <InlineError error={video.error} />}
      {handle.error && <InlineError error={handle.error} />}
      {isUnpublishing && (
        <UnpublishDialog
          publicationId={report.publicationId}
          name={report.title || "Untitled"}
          isOwn={false}
          onDone={close}
          onClose={() => setUnpublishing(false)}
        />
      )}
    </div>
  );
}
