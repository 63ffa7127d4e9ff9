// SPDX-License-Identifier: Apache-2.0
/** Requests about timelines as files of other programs. */
import { type Schema, answerOf, api } from "@/api/client";

export type Format = "otio" | "edl" | "fcpxml";
export type Loss = Schema<"drafts.InterchangeLoss">;
export type Imported = Schema<"drafts.ImportedProjectAnswer">;
export type Upload = Schema<"library.UploadResource">;

/** The address of a timeline's file. */
export function fileUrl(projectId: number, format: Format): string {
  return `/api/create-video/projects/${projectId}/interchange?format=${format}`;
}

/** Reads what a file would not hold of a timeline. */
export async function readLosses(projectId: number, format: Format): Promise<Loss[]> {
  const path = "/api/create-video/projects/{projectId}/interchange/losses" as const;
  const params = { path: { projectId }, query: { format } };
  return (await answerOf(api.GET(path, { params }))).losses;
}

/** Makes a project of a file; a dry run only says what is missing and what is left out. */
export async function importFile(
  otio: unknown,
  files: Record<string, number>,
  dryRun: boolean,
): Promise<Imported> {
  const path = "/api/create-video/projects/import" as const;
  const params = { query: { dryRun } };
  return answerOf(api.POST(path, { params, body: { otio, files } as never }));
}

const PAGE = 200;
const MOST_PAGES = 10;

/** Lists the uploads that may be files of a timeline, the newest first, of very many not all. */
export async function listUploads(): Promise<Upload[]> {
  const found: Upload[] = [];
  let cursor: string | null = null;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const query = { limit: PAGE, cursor: cursor ?? undefined };
    const page: Schema<"library.UploadPage"> = await answerOf(
      api.GET("/api/uploads", { params: { query } }),
    );
    found.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null) break;
  }
  return found;
}
