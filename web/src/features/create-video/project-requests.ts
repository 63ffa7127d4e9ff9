// SPDX-License-Identifier: Apache-2.0
/** The requests about projects, with their timelines as the editor has them. */
import { type Schema, answerOf, api, taggedAnswerOf } from "@/api/client";
import { ApiError } from "@/api/error";
import { Stale, type Tagged } from "@/lib/save-queue";
import type { Timeline } from "@/timeline";
import { opened } from "@/timeline/conforming";

export type Project = Schema<"drafts.ProjectResource">;
export type ProjectSummary = Schema<"drafts.ProjectSummary">;

function timelineOf(project: { timeline: unknown }): Timeline {
  return opened(project.timeline as Timeline);
}

function pathOf(id: number) {
  return { path: { projectId: id } };
}

export interface OpenedProject extends Tagged<Timeline> {
  project: Project;
}

/** Reads a project with its timeline. */
export async function readProject(id: number): Promise<OpenedProject> {
  const { body, etag } = await taggedAnswerOf(
    api.GET("/api/create-video/projects/{projectId}", { params: pathOf(id) }),
  );
  return { project: body.project, document: timelineOf(body.project), etag };
}

/** Makes an empty project. */
export async function createProject(name?: string): Promise<Project> {
  const body = name ? { name } : {};
  const request = api.POST("/api/create-video/projects", { body: body as never });
  return (await answerOf(request)).project;
}

interface SaveOptions {
  /** Whether a clip may be of an export that no timeline of the project has used. */
  allowExports?: boolean;
}

/** Saves a timeline over the revision that it was made of; throws `Stale` when there is another. */
export async function saveTimeline(
  id: number,
  document: Timeline,
  etag: string,
  { allowExports = false }: SaveOptions = {},
): Promise<Tagged<Timeline>> {
  try {
    const { body, etag: saved } = await taggedAnswerOf(
      api.PATCH("/api/create-video/projects/{projectId}/timeline", {
        params: {
          ...pathOf(id),
          header: { "If-Match": etag },
          query: allowExports ? { allowExports } : {},
        },
        body: { timeline: document } as never,
      }),
    );
    return { document: timelineOf(body.project), etag: saved };
  } catch (error) {
    throw staleOr(error);
  }
}

/** Returns what a save throws: that the server has another revision, which comes with it, or why not. */
function staleOr(error: unknown): unknown {
  const current = error instanceof ApiError && error.status === 412 ? error.body.project : null;
  if (!current) return error;
  const project = current as Project;
  return new Stale({ document: timelineOf(project), etag: `"${project.revision}"` });
}

export type RevisionSummary = Schema<"drafts.RevisionSummary">;

/** Lists a page of the last revisions of a project, the newest first. */
export async function listRevisions(id: number, cursor?: string) {
  const path = "/api/create-video/projects/{projectId}/revisions" as const;
  const query = { limit: 25, cursor };
  return answerOf(api.GET(path, { params: { ...pathOf(id), query } }));
}

/** Reads the timeline of a revision. */
export async function readRevision(id: number, revision: number): Promise<Timeline> {
  const path = "/api/create-video/projects/{projectId}/revisions/{revision}" as const;
  const params = { path: { projectId: id, revision } };
  return timelineOf((await answerOf(api.GET(path, { params }))).revision);
}

/** Saves the timeline of a revision over the one named; throws `Stale` when there is another. */
export async function restoreRevision(
  id: number,
  revision: number,
  etag: string,
): Promise<Tagged<Timeline>> {
  const path = "/api/create-video/projects/{projectId}/revisions/{revision}/restore" as const;
  const params = { path: { projectId: id, revision }, header: { "If-Match": etag } };
  try {
    const { body, etag: saved } = await taggedAnswerOf(api.POST(path, { params }));
    return { document: timelineOf(body.project), etag: saved };
  } catch (error) {
    throw staleOr(error);
  }
}

/** Makes another project that has a timeline; that of no project changes. */
export async function saveAsCopy(name: string, document: Timeline): Promise<Project> {
  const made = await createProject(name);
  try {
    // What is copied was a timeline already: its exports were not picked.
    await saveTimeline(made.id, document, `"${made.revision}"`, { allowExports: true });
  } catch (error) {
    // A copy without the timeline is of no use in the list.
    await archiveProject(made.id).catch(() => undefined);
    throw error;
  }
  return made;
}

/** Gives a project a name. */
export async function renameProject(id: number, name: string): Promise<Project> {
  const request = api.PATCH("/api/create-video/projects/{projectId}", {
    params: pathOf(id),
    body: { name } as never,
  });
  return (await answerOf(request)).project;
}

/** Makes a copy of a project. */
export async function duplicateProject(id: number): Promise<Project> {
  const request = api.POST("/api/create-video/projects/{projectId}/duplicate", {
    params: pathOf(id),
    body: {} as never,
  });
  return (await answerOf(request)).project;
}

/** Takes a project out of the list of active ones. */
export async function archiveProject(id: number): Promise<void> {
  const path = "/api/create-video/projects/{projectId}/archive" as const;
  await answerOf(api.POST(path, { params: pathOf(id), body: {} as never }));
}

/** Lists the projects, the latest changed first. */
export async function listProjects(): Promise<ProjectSummary[]> {
  const query = { limit: 100 };
  return (await answerOf(api.GET("/api/create-video/projects", { params: { query } }))).items;
}

const MOST_PAGES = 20;

/** Lists the archived projects, the latest changed first: they are listed behind the active ones. */
export async function listArchivedProjects(): Promise<ProjectSummary[]> {
  const found: ProjectSummary[] = [];
  let cursor: string | null | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const query = { limit: 100, cursor: cursor ?? undefined };
    const answer = await answerOf(api.GET("/api/create-video/projects", { params: { query } }));
    found.push(...answer.items.filter((one) => one.status === "archived"));
    cursor = answer.nextCursor;
    if (!cursor) break;
  }
  return found;
}

/** Makes an archived project active again. */
export async function restoreProject(id: number): Promise<void> {
  const path = "/api/create-video/projects/{projectId}/unarchive" as const;
  await answerOf(api.POST(path, { params: pathOf(id), body: {} as never }));
}

export type ExportStatus = Schema<"drafts.ExportStatusAnswer">;

/** Requests an export of the timeline as it is saved; returns the id of the export. */
export async function requestExport(id: number): Promise<string> {
  const path = "/api/create-video/projects/{projectId}/export" as const;
  return (await answerOf(api.POST(path, { params: pathOf(id), body: {} as never }))).jobId;
}

/** Reads how far an export is. */
export async function readExport(id: number, jobId: string): Promise<ExportStatus> {
  const path = "/api/create-video/projects/{projectId}/export-status" as const;
  return answerOf(api.GET(path, { params: { ...pathOf(id), query: { jobId } } }));
}
