// SPDX-License-Identifier: Apache-2.0
/** The client of the REST API, typed by its description. */
import createClient from "openapi-fetch";

import { ApiError } from "./error";
import type { components, paths } from "./schema.gen";
import { useSession } from "./session-state";

export type Schema<Name extends keyof components["schemas"]> = components["schemas"][Name];

const UNSAFE = new Set(["POST", "PUT", "PATCH", "DELETE"]);
const CREDENTIALS = ["/api/login", "/api/register", "/api/session/refresh"];

/** Returns the value of a cookie that scripts may read. */
function cookie(name: string): string {
  const found = document.cookie.split("; ").find((one) => one.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

let refreshing: Promise<boolean> | null = null;

/** Exchanges the refresh token for a new session, once for all requests that wait for it. */
export function refreshSession(): Promise<boolean> {
  refreshing ??= send(new Request("/api/session/refresh", { method: "POST" }))
    .then((response) => response.ok)
    .catch(() => false)
    .finally(() => {
      refreshing = null;
    });
  return refreshing;
}

function send(request: Request): Promise<Response> {
  if (UNSAFE.has(request.method)) request.headers.set("x-csrf-token", cookie("csrf"));
  return fetch(request);
}

function isOfSession(request: Request): boolean {
  return !CREDENTIALS.includes(new URL(request.url).pathname);
}

/**
 * Sends a request with the CSRF value.
 *
 * When the access token has expired, the session is refreshed and the request sent again; when the
 * session has ended, the page asks to sign in, over what it shows. A refusal that comes after
 * somebody has signed in was for the session before; such a request is sent again, too.
 */
export async function sessionFetch(request: Request): Promise<Response> {
  const again = request.clone();
  const { resumptions } = useSession.getState();
  const isResumed = () => useSession.getState().resumptions !== resumptions;
  let response: Response;
  try {
    response = await send(request);
    if (response.status === 401 && isOfSession(request)) {
      if (isResumed() || (await refreshSession()) || isResumed()) response = await send(again);
    }
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, {});
  }
  if (response.status === 401 && isOfSession(request)) useSession.getState().end();
  return response;
}

/** Requests by path: `await answerOf(api.GET("/api/me"))`. */
export const api = createClient<paths>({
  baseUrl: window.location.origin,
  fetch: sessionFetch,
  querySerializer: { array: { style: "form", explode: true } },
});

/** Returns the body of a successful answer, or throws an `ApiError`. */
export async function answerOf<Body>(
  request: Promise<{ data?: Body; response: Response; error?: unknown }>,
): Promise<NonNullable<Body>> {
  const { data, response, error } = await request;
  if (!response.ok) {
    const body = typeof error === "object" && error !== null ? error : {};
    const requestId = response.headers.get("x-request-id") ?? "";
    throw new ApiError(response.status, { requestId, ...body });
  }
  return data as NonNullable<Body>;
}

/** Returns the body of a successful answer together with its entity tag. */
export async function taggedAnswerOf<Body>(
  request: Promise<{ data?: Body; response: Response; error?: unknown }>,
): Promise<{ body: NonNullable<Body>; etag: string }> {
  const body = await answerOf(request);
  const { response } = await request;
  return { body, etag: response.headers.get("etag") ?? "" };
}
