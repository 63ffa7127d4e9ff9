// SPDX-License-Identifier: Apache-2.0
/** /create-video: opens the timeline that the address or this browser names, or a new one. */
import { useCallback, useEffect, useState } from "react";

import { queryClient } from "@/api/query-client";
import { useSearchParams } from "@/lib/search-params";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import { appendUpload } from "./adding";
import { Editor } from "./editor";
import { createProject } from "./project-requests";
import { closeProject, currentProjectId, isGone, openProject, useProject } from "./project-state";
import { uploadQuery } from "./uploads";

/** What to open, one after the other: a page that is shown twice opens it once. */
let opening: Promise<unknown> = Promise.resolve();

async function openedNew(): Promise<number> {
  const { id } = await createProject();
  await openProject(id);
  return id;
}

/** Opens the wanted project, else the last one, else a new one; returns its id. */
async function openWanted(wanted: number | null): Promise<number> {
  const id = wanted ?? currentProjectId();
  if (id === null) return openedNew();
  if (useProject.getState().project?.id === id) return id;
  try {
    await openProject(id);
    return id;
  } catch (error) {
    if (!isGone(error)) throw error;
    if (wanted !== null) showToast("That timeline is archived or not there. Here is a new one.");
    return openedNew();
  }
}

/** Opens a new project that begins with an upload; returns its id. */
async function openWith(uploadId: number): Promise<number> {
  const upload = await queryClient.fetchQuery(uploadQuery(uploadId));
  const { id } = await createProject(upload.name);
  await openProject(id);
  appendUpload(upload);
  return id;
}

function numberOf(text: string | undefined): number | null {
  const value = Number(text);
  return Number.isInteger(value) && value > 0 ? value : null;
}

export default function CreateVideoPage() {
  const [search, changeSearch] = useSearchParams();
  const project = useProject((state) => state.project);
  const [error, setError] = useState<unknown>(null);
  const [attempt, setAttempt] = useState(0);
  const wanted = numberOf(search.project);
  const uploadId = numberOf(search.upload);

  useEffect(() => {
    let isCurrent = true;
    const open = async () => {
      if (!isCurrent) return;
      try {
        const id = await (uploadId ? openWith(uploadId) : openWanted(wanted));
        if (!isCurrent) return;
        setError(null);
        if (id !== wanted || uploadId) {
          changeSearch({ project: String(id), upload: undefined }, { replace: true });
        }
      } catch (failure) {
        if (isCurrent) setError(failure);
      }
    };
    opening = opening.then(open);
    return () => {
      isCurrent = false;
    };
  }, [wanted, uploadId, attempt, changeSearch]);

  useEffect(
    () => () => {
      opening = opening.then(closeProject);
    },
    [],
  );

  const open = useCallback((id: number) => changeSearch({ project: String(id) }), [changeSearch]);
  if (error) {
    return (
      <ErrorState
        heading="Create video"
        title="The timeline could not be opened"
        error={error}
        onRetry={() => setAttempt(attempt + 1)}
        wayOut={{ to: "/uploads", label: "Go to Uploads" }}
      />
    );
  }
  if (!project) return <Loading />;
  return <Editor key={project.id} onOpen={open} />;
}

function Loading() {
  return (
    <div
      aria-busy
      className="grid h-full grid-rows-[minmax(0,1fr)_396px] short:grid-rows-[minmax(0,1fr)_376px] max-[899px]:grid-rows-[minmax(0,1fr)_256px]"
    >
      <h1 className="sr-only">Create video</h1>
      <div className="grid min-h-0 min-[900px]:grid-cols-[260px_minmax(0,1fr)] min-[1280px]:grid-cols-[260px_minmax(0,1fr)_280px]">
        <div className="grid auto-rows-min grid-cols-2 gap-2.5 border-r border-line bg-panel p-3 max-[899px]:hidden">
          <Skeleton className="col-span-2 h-8" />
          {[1, 2, 3, 4].map((key) => (
            <Skeleton key={key} className="aspect-video" />
          ))}
        </div>
        <div className="grid place-content-center">
          <Skeleton className="aspect-video w-[min(640px,50vw)] max-[899px]:w-[85vw]" />
        </div>
        <div className="flex flex-col gap-3 border-l border-line bg-panel p-3 max-[1279px]:hidden">
          {[1, 2, 3, 4].map((key) => (
            <Skeleton key={key} className="h-7" />
          ))}
        </div>
      </div>
      <div className="flex flex-col gap-2 overflow-hidden border-t border-line bg-panel p-3">
        {[1, 2, 3, 4, 5, 6].map((key) => (
          <Skeleton key={key} className="h-9 shrink-0" />
        ))}
      </div>
    </div>
  );
}
