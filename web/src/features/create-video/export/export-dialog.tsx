// SPDX-License-Identifier: Apache-2.0
/** Exports the timeline: a name if it has none, then the progress, then the exports page. */
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { useRenderAction } from "@/features/activity";
import { useResolved } from "@/media/preview";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { type JobState, JobStatus } from "@/ui/job-status";
import { Progress } from "@/ui/progress";
import { useMutation } from "@/ui/use-mutation";

import { refusalsOf } from "../pointers";
import { type ExportStatus, readExport, renameProject, requestExport } from "../project-requests";
import { saves, useProject } from "../project-state";
import { ExportFacts } from "./export-facts";
import { ProblemList } from "./problem-list";

const POLL_MILLISECONDS = 1000;

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const project = useProject((state) => state.project);
  const [jobId, setJobId] = useState<string | null>(null);
  if (!project) return null;
  return (
    <Dialog title={jobId ? "Exporting…" : "Export"} size="small" onClose={onClose}>
      {jobId ? (
        <Running
          projectId={project.id}
          jobId={jobId}
          onClose={onClose}
          onAgain={() => setJobId(null)}
        />
      ) : (
        <Request onClose={onClose} onRequested={setJobId} />
      )}
    </Dialog>
  );
}

/** Returns what the server makes of the timeline as it is, and why it would not export it. */
function useForeseen() {
  const resolved = useResolved((state) => state.resolved);
  const isStale = useResolved((state) => state.isStale);
  // What was answered before the last change may have been mended by it.
  return { resolved, problems: resolved && !isStale ? resolved.problems : [] };
}

interface RequestProps {
  onClose: () => void;
  onRequested: (jobId: string) => void;
}

class NotSaved extends Error {}

function Request({ onClose, onRequested }: RequestProps) {
  const project = useProject((state) => state.project);
  const isNamed = Boolean(project?.name?.trim());
  const [name, setName] = useState("");
  const { resolved, problems } = useForeseen();
  const queries = useQueryClient();
  const request = useMutation({
    mutationFn: async () => {
      if (!project) throw new NotSaved("No timeline is open.");
      if (!isNamed) useProject.setState({ project: await renameProject(project.id, name.trim()) });
      await saves()?.flush();
      if (saves()?.isClean === false) {
        const { saveState } = useProject.getState();
        // What the server has against the timeline is listed, with a way to each place.
        if (saveState.kind === "refused") throw saveState.error;
        throw new NotSaved(
          "The timeline is not saved yet, so it cannot be exported. Try again when it is.",
        );
      }
      return requestExport(project.id);
    },
    onSuccess: (jobId) => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      onRequested(jobId);
    },
  });
  const answered = refusalsOf(request.error);
  const refusals = answered.length > 0 ? answered : problems;
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (problems.length === 0 && (isNamed || name.trim())) request.mutate();
      }}
    >
      {isNamed ? (
        <p className="text-ink-2">
          <b className="font-semibold text-ink">{project?.name}</b>{" "}
          {problems.length > 0
            ? "cannot be exported yet."
            : "is exported as it is now. Later changes do not touch the export."}
        </p>
      ) : (
        <TextField
          label="Name"
          hint="Exports are listed by the name of their timeline."
          required
          data-autofocus
          maxLength={255}
          value={name}
          onChange={setName}
        />
      )}
      {resolved && <ExportFacts resolved={resolved} />}
      {refusals.length > 0 && <ProblemList problems={refusals} onShow={onClose} />}
      {request.error && refusals.length === 0 && <InlineError error={request.error} />}
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          type="submit"
          look="primary"
          isBusy={request.isPending}
          whyDisabled={problems.length > 0 ? "First mend what is listed above." : undefined}
        >
          Export
        </Button>
      </div>
    </form>
  );
}

interface RunningProps {
  projectId: number;
  jobId: string;
  onClose: () => void;
  onAgain: () => void;
}

function Running({ projectId, jobId, onClose, onAgain }: RunningProps) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const cancel = useRenderAction("cancel");
  const status = useQuery({
    queryKey: [...queryKeys.exportStatus, jobId],
    queryFn: () => readExport(projectId, jobId),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : POLL_MILLISECONDS),
  });
  const isDone = status.data?.status === "completed";
  useEffect(() => {
    if (!isDone) return;
    void queries.invalidateQueries({ queryKey: queryKeys.exports });
    void navigate({ to: "/exports" as never });
  }, [isDone, navigate, queries]);
  const state = jobStateOf(status.data, status.error);
  return (
    <div className="flex flex-col gap-4">
      <JobStatus state={state} />
      {state.kind === "running" && <Progress label="Export" percent={state.percent ?? 0} />}
      {cancel.error && <InlineError error={cancel.error} />}
      {!isOver(status.data) && (
        <p className="text-sm text-ink-2">
          You may close this and go on editing; the export goes on. When it is ready, it is on the
          exports page.
        </p>
      )}
      <div className="flex justify-end gap-2">
        {(state.kind === "queued" || state.kind === "running") && (
          <Button
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate(jobId, { onSuccess: () => void status.refetch() })}
          >
            Cancel export
          </Button>
        )}
        {(state.kind === "failed" || state.kind === "cancelled") && (
          <Button onClick={onAgain}>Try again</Button>
        )}
        <Button onClick={onClose}>Go on editing</Button>
      </div>
    </div>
  );
}

function isOver(status: ExportStatus | undefined): boolean {
  return status !== undefined && ["completed", "failed", "cancelled"].includes(status.status);
}

function jobStateOf(status: ExportStatus | undefined, error: unknown): JobState {
  if (!status) return error ? { kind: "failed", reason: messageOf(error) } : { kind: "queued" };
  if (status.status === "failed") {
    return { kind: "failed", reason: status.error?.message ?? status.error?.code ?? "" };
  }
  if (status.status === "cancelled") return { kind: "cancelled" };
  if (status.status === "completed") return { kind: "ready" };
  if (status.status === "processing") {
    return { kind: "running", percent: status.progressPct ?? undefined, word: "Exporting…" };
  }
  return { kind: "queued" };
}
