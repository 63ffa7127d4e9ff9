// SPDX-License-Identifier: Apache-2.0
/** Whether a session ended while a page was open. */
import { create } from "zustand";

interface SessionState {
  /** True from an answer 401 until somebody has signed in again. */
  hasEnded: boolean;
  /** How often somebody has signed in again since the page was loaded. */
  resumptions: number;
  end: () => void;
  resume: () => void;
}

export const useSession = create<SessionState>((set) => ({
  hasEnded: false,
  resumptions: 0,
  end: () => set({ hasEnded: true }),
  resume: () => set(({ resumptions }) => ({ hasEnded: false, resumptions: resumptions + 1 })),
}));
