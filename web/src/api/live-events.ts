// SPDX-License-Identifier: Apache-2.0
/**
 * What the server tells of the user's things while they change (`GET /api/events`).
 *
 * A notification holds ids and states only: what it concerns is read again. Pages poll as well, so
 * that without this stream they are late and not wrong. A page that nobody sees has no stream,
 * because a browser opens six connections to a server at most.
 */
import type { QueryKey } from "@tanstack/react-query";

import { answerOf, api } from "./client";
import { EVERYTHING, concernedBy } from "./live-notifications";
import { queryClient } from "./query-client";
import { useSession } from "./session-state";

const GATHERING_MS = 300;
const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** Keeps a stream open while the page is visible and somebody is signed in; returns its end. */
export function followLiveEvents(): () => void {
  const stale = new Set<QueryKey>();
  let stream: EventSource | null = null;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let pausing: ReturnType<typeof setTimeout> | undefined;
  let pause = SHORTEST_PAUSE_MS;
  let isOver = false;

  const readAgain = (keys: QueryKey[]) => {
    for (const key of keys) stale.add(key);
    gathering ??= setTimeout(() => {
      gathering = undefined;
      for (const queryKey of stale) void queryClient.invalidateQueries({ queryKey });
      stale.clear();
    }, GATHERING_MS);
  };
  const close = () => {
    clearTimeout(pausing);
    stream?.close();
    stream = null;
  };
  const open = () => {
    close();
    if (isOver || document.hidden || useSession.getState().hasEnded) return;
    stream = new EventSource("/api/events");
    stream.onmessage = (event: MessageEvent<string>) => readAgain(concernedBy(event.data));
    stream.addEventListener("reset", () => readAgain(EVERYTHING));
    stream.addEventListener("ready", () => {
      pause = SHORTEST_PAUSE_MS;
    });
    stream.onerror = () => {
      // The browser opens a broken stream again by itself, but not one that was refused.
      if (stream?.readyState !== EventSource.CLOSED) return;
      pausing = setTimeout(openAgain, pause);
      pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
    };
  };
  /** Opens a stream that was refused: a request for the user renews the session if need be. */
  const openAgain = () => {
    answerOf(api.GET("/api/me")).then(resume, () => {
      if (!isOver) pausing = setTimeout(openAgain, pause);
    });
  };
  /** Opens a stream, and reads what may have changed while there was none. */
  const resume = () => {
    open();
    if (stream) readAgain(EVERYTHING);
  };
  const onVisibility = () => (document.hidden ? close() : resume());

  document.addEventListener("visibilitychange", onVisibility);
  const unfollowSession = useSession.subscribe(({ hasEnded }) => (hasEnded ? close() : resume()));
  open();
  return () => {
    isOver = true;
    document.removeEventListener("visibilitychange", onVisibility);
    unfollowSession();
    clearTimeout(gathering);
    close();
  };
}
