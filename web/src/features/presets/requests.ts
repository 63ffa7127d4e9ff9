// SPDX-License-Identifier: Apache-2.0
/** The requests about presets, the same for every family. */
import { sessionFetch } from "@/api/client";
import { ApiError } from "@/api/error";
import type { Values } from "@/ui/field-list";

import type { Family } from "./families";

export interface Preset extends Values {
  id: number;
  name: string;
  description: string | null;
  isDefault: boolean;
  isShared: boolean;
  /** Whether the user may change it. */
  isOwn: boolean;
  archivedAt: string | null;
  revision: number;
}

interface RequestOptions {
  body?: object;
  etag?: string;
}

async function send<Answer>(
  method: string,
  path: string,
  { body, etag }: RequestOptions = {},
): Promise<Answer> {
  const headers = new Headers(body ? { "content-type": "application/json" } : {});
  if (etag) headers.set("if-match", etag);
  const address = new URL(path, window.location.origin);
  const request = new Request(address, { method, headers, body: body && JSON.stringify(body) });
  const response = await sessionFetch(request);
  const found: unknown = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(response.status, found as Record<string, unknown>);
  return found as Answer;
}

async function one(
  family: Family,
  method: string,
  path: string,
  options?: RequestOptions,
): Promise<Preset> {
  const answer = await send<Record<string, Preset>>(method, family.path + path, options);
  return answer[family.member] as Preset;
}

/** Lists the presets of a family that are not archived. */
export async function listPresets(family: Family): Promise<Preset[]> {
  const found: Preset[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const query = `?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page: { items: Preset[]; nextCursor: string | null } = await send("GET", family.path + query);
    found.push(...page.items);
    cursor = page.nextCursor;
  }
  return found;
}

export function createPreset(family: Family, fields: Values): Promise<Preset> {
  return one(family, "POST", "", { body: fields });
}

/** Changes fields of a preset over the revision that they were seen at. */
export function changePreset(family: Family, preset: Preset, fields: Values): Promise<Preset> {
  return one(family, "PATCH", `/${preset.id}`, { body: fields, etag: `"${preset.revision}"` });
}

export function duplicatePreset(family: Family, preset: Preset): Promise<Preset> {
  return one(family, "POST", `/${preset.id}/duplicate`, { body: {} });
}

export async function archivePreset(family: Family, preset: Preset): Promise<void> {
  await send("DELETE", `${family.path}/${preset.id}`);
}

export async function restorePreset(family: Family, preset: Preset): Promise<void> {
  await send("POST", `${family.path}/${preset.id}/unarchive`);
}
