// SPDX-License-Identifier: Apache-2.0
/** How far an export is packaged, in the words of its status line, and which buttons that enables. */
import type { Schema } from "@/api/client";

export type HlsStatus = Schema<"hls.HlsStatusView">;
export type HlsState = HlsStatus["state"];

export const HLS_WORDS: Record<HlsState, string> = {
  not_ready: "HLS: Not started",
  in_progress: "HLS: In progress…",
  ready: "HLS: Ready",
  failed: "HLS: Failed (Retry available)",
};

export interface HlsButtons {
  prepLabel: string;
  /** Why *Prep* does nothing now; undefined when it does. */
  whyNoPrep?: string;
  whyNoPublish?: string;
}

/** Returns the labels of the buttons, and why they do nothing. */
export function hlsButtons(status: HlsStatus | undefined): HlsButtons {
  const prepLabel = status?.state === "failed" ? "Retry Prep (HLS)" : "Prep for Publish (HLS)";
  if (!status) {
    return { prepLabel, whyNoPrep: "The status is not known yet", whyNoPublish: "The status is not known yet" };
  }
  const isReady = status.state === "ready" && status.productionId !== null;
  return {
    prepLabel,
    whyNoPrep: {
      not_ready: undefined,
      failed: undefined,
      in_progress: "It is being prepared already",
      ready: "It is ready to be published",
    }[status.state],
    whyNoPublish: isReady ? undefined : "Publish opens when HLS is ready",
  };
}

/** Whether a status changes by itself, so that it has to be asked for again. */
export function isChanging(state: HlsState | null | undefined): boolean {
  return state === "in_progress";
}
