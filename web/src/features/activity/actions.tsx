// SPDX-License-Identifier: Apache-2.0
/** What can be done with an activity: cancel it while it runs, retry or dismiss it when it ended. */
import { useNavigate } from "@tanstack/react-router";
import { RotateCw, Scissors, X } from "lucide-react";

import { messageOf } from "@/api/error";
import { uploadEngine, useUploadRows } from "@/features/upload-tray";
import { IconButton } from "@/ui/button";
import { showToast } from "@/ui/toast";

import { type Activity, isRunning } from "./activities";
import { useRenderAction } from "./queries";
import { dismissActivity } from "./use-activities";

export function ActivityActions({ activity }: { activity: Activity }) {
  const { id, kind, title, link } = activity;
  const navigate = useNavigate();
  const { cancel, retry } = useActions(activity);
  const dismiss = () => (kind === "upload" ? uploadEngine.clear(id) : dismissActivity(id));
  return (
    <div className="-mr-2 flex shrink-0">
      {isRunning(activity) ? (
        cancel && <IconButton label={`Cancel ${title}`} icon={X} onClick={cancel} />
      ) : (
        <>
          {kind === "export" && link && (
            <IconButton
              label={`Open Timeline of ${title}`}
              icon={Scissors}
              onClick={() => void navigate({ to: link.to as never, search: link.search as never })}
            />
          )}
          {retry && <IconButton label={`Retry ${title}`} icon={RotateCw} onClick={retry} />}
          <IconButton label={`Dismiss ${title}`} icon={X} onClick={dismiss} />
        </>
      )}
    </div>
  );
}

/** A production has no actions here: its page has them. */
function useActions({ id, kind, state }: Activity): { cancel?: () => void; retry?: () => void } {
  const cancelRender = useRenderAction("cancel");
  const retryRender = useRenderAction("retry");
  const canRetry = useUploadRows(({ rows }) => rows.find((row) => row.id === id)?.canRetry);
  const onError = (error: unknown) => void showToast(messageOf(error), { tone: "bad" });
  if (kind === "export") {
    const exportId = id.split(" ")[1] ?? "";
    return {
      cancel: () => cancelRender.mutate(exportId, { onError }),
      retry: () => retryRender.mutate(exportId, { onError }),
    };
  }
  if (kind === "upload") {
    const isVerified = state.kind === "running" && state.word === "Verifying";
    return {
      cancel: isVerified ? undefined : () => uploadEngine.cancel(id),
      retry: canRetry ? () => uploadEngine.retry(id) : undefined,
    };
  }
  return {};
}
