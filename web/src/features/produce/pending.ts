// SPDX-License-Identifier: Apache-2.0
/** What is begun and cannot be saved yet. */
import { create } from "zustand";

export const usePending = create<{ needsIntroImage: boolean }>(() => ({ needsIntroImage: false }));
