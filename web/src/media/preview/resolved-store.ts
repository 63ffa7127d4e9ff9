// SPDX-License-Identifier: Apache-2.0
/** A document as the server resolves it, asked for again whenever the document changes. */
import { create } from "zustand";
import { subscribeWithSelector } from "zustand/middleware";

import { messageOf } from "@/api/error";
import type { Resolved } from "@/media/compositor";

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

/** A document that is shown. */
export interface Followed {
  /** Asks the server for the document as it is now. */
  ask: (signal: AbortSignal) => Promise<Resolved>;
  /** Calls a function whenever the document changes; returns what ends it. */
  subscribe: (changed: () => void) => () => void;
}

/** Asks for the resolved document for as long as it is shown; returns what ends it. */
export function followDocument(followed: Followed): () => void {
  let timer = 0;
  let asking: AbortController | null = null;
  const later = (milliseconds: number) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), milliseconds);
  };
  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    try {
      const resolved = await followed.ask(mine.signal);
      if (mine.signal.aborted) return;
      useResolved.setState({ resolved, isStale: false, error: null });
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
  const end = followed.subscribe(change);
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
