// SPDX-License-Identifier: Apache-2.0
/** The open document as the server resolves it, asked for again whenever the document changes. */
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";

import { answerOf, api } from "@/api/client";
import { messageOf } from "@/api/error";
import type { Resolved } from "@/media/compositor";
import { useDocument } from "@/timeline";

interface ResolvedState {
  /** What the server has answered last; null before the first answer. */
  resolved: Resolved | null;
  /** Whether the document has changed since. */
  isStale: boolean;
  /** Why there is no newer answer. */
  error: string | null;
}

const NOTHING: ResolvedState = { resolved: null, isStale: true, error: null };

export const useResolved = create<ResolvedState>()(
  subscribeWithSelector((): ResolvedState => NOTHING),
);

const DELAY_MILLISECONDS = 40;
const RETRY_MILLISECONDS = 4000;
const UNREADY = new Set(["upload_not_ready", "invalid_upload_state"]);

/** Asks for the resolved document as long as the editor is open; returns what ends it. */
export function followDocument(): () => void {
  let timer = 0;
  let asking: AbortController | null = null;
  const later = (milliseconds: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), milliseconds);
  };
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const { document } = useDocument.getState();
    try {
      const request = { body: { timeline: document }, signal: mine.signal };
      const resolved = await answerOf(api.POST("/api/timelines/resolve", request));
      if (mine.signal.aborted) return;
      useResolved.setState({ resolved: resolved as Resolved, isStale: false, error: null });
      if (resolved.problems.some((one) => UNREADY.has(one.error))) later(RETRY_MILLISECONDS);
    } catch (error) {
      if (mine.signal.aborted) return;
      useResolved.setState({ error: messageOf(error) });
      later(RETRY_MILLISECONDS);
    }
  };
  const change = () => {
    useResolved.setState({ isStale: true });
    later(DELAY_MILLISECONDS);
  };
  const end = useDocument.subscribe((state) => state.version, change);
  const online = () => later(0);
  window.addEventListener("online", online);
  later(0);
  return () => {
    end();
    window.removeEventListener("online", online);
    window.clearTimeout(timer);
    asking?.abort();
    useResolved.setState(NOTHING);
  };
}
