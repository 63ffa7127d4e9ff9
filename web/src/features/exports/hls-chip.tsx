// SPDX-License-Identifier: Apache-2.0
/** How far a video is packaged: icon and words. */
import { CircleAlert, CircleCheck, CircleDashed, LoaderCircle, type LucideIcon } from "lucide-react";

import { cx } from "@/ui/cx";

import { HLS_WORDS, type HlsState } from "./hls";

const LOOKS: Record<HlsState, { icon: LucideIcon; tone: string }> = {
  not_ready: { icon: CircleDashed, tone: "text-ink-3" },
  in_progress: { icon: LoaderCircle, tone: "text-accent" },
  ready: { icon: CircleCheck, tone: "text-ok" },
  failed: { icon: CircleAlert, tone: "text-bad" },
};

interface HlsChipProps {
  state: HlsState;
  className?: string;
}

export function HlsChip({ state, className }: HlsChipProps) {
  const { icon: Icon, tone } = LOOKS[state];
  return (
    <span className={cx("inline-flex items-center gap-1.5 text-sm font-medium", tone, className)}>
      <Icon size={16} aria-hidden className={cx(state === "in_progress" && "animate-spin")} />
      {HLS_WORDS[state]}
    </span>
  );
}
