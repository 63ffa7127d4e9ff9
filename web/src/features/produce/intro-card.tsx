// SPDX-License-Identifier: Apache-2.0
/** What comes before the video: nothing, its first frame held, or an image. */
import { Clapperboard } from "lucide-react";
import { useState } from "react";

import type { Intro } from "@/features/drafts";
import { Picker, useUpload } from "@/features/media-picker";
import { Button } from "@/ui/button";
import { Segments } from "@/ui/segments";

import { chooseIn, remove, useProblem, useSection } from "./choices";
import { usePending } from "./pending";
import { type CardProps, SectionCard } from "./section-card";

type Kind = "none" | Intro["kind"];

const KINDS: { value: Kind; label: string }[] = [
  { value: "none", label: "None" },
  { value: "freeze_first_frame", label: "First frame" },
  { value: "title_image", label: "Image" },
];
const SECONDS = 3;
const FREEZE_SECONDS = [2, 3, 4, 5];
const HOLD_SECONDS = [0, 2, 3, 4, 5];

export function IntroCard({ isOpen, onToggle }: CardProps) {
  const [isPicking, setPicking] = useState(false);
  const isWaiting = usePending((state) => state.needsIntroImage);
  const { chosen } = useSection("intro");
  const { intro } = chosen;
  const image = useUpload(intro?.kind === "title_image" ? intro.uploadId : null);
  const problem = useProblem("intro") ?? (isWaiting ? "Choose an intro image." : undefined);
  const kind: Kind = isWaiting ? "title_image" : (intro?.kind ?? "none");
  const setWaiting = (needsIntroImage: boolean) => usePending.setState({ needsIntroImage });
  const pickKind = (wanted: Kind) => {
    setWaiting(wanted === "title_image" && intro?.kind !== "title_image");
    if (wanted === "none") remove("intro");
    if (wanted === "freeze_first_frame") {
      chooseIn("intro", "Hold the first frame", {
        intro: { kind: wanted, seconds: secondsOf(intro) || SECONDS },
      });
    }
    if (wanted === "title_image" && intro?.kind !== "title_image") setPicking(true);
  };
  const pickImage = (uploadId: number) => {
    setWaiting(false);
    const holdSeconds = secondsOf(intro) ?? SECONDS;
    chooseIn("intro", "Choose intro image", { intro: { kind: "title_image", uploadId, holdSeconds } });
  };
  return (
    <>
      <SectionCard
        section="intro"
        title="Intro"
        icon={Clapperboard}
        summary={summaryOf(intro, image.data?.name)}
        thumbUrl={image.data?.thumbUrl}
        isOpen={isOpen}
        onToggle={onToggle}
        onChoose={intro?.kind === "title_image" ? () => setPicking(true) : undefined}
        problem={problem}
      >
        <div className="flex flex-wrap items-center gap-3">
          <Segments label="Kind of intro" options={KINDS} value={kind} onChange={pickKind} />
          {intro && !isWaiting && <Length intro={intro} />}
        </div>
        {isWaiting && (
          <Button className="self-start" onClick={() => setPicking(true)}>
            Choose an intro image
          </Button>
        )}
      </SectionCard>
      {isPicking && (
        <Picker
          what="titlePage"
          chosen={intro?.kind === "title_image" ? intro.uploadId : undefined}
          onPick={pickImage}
          onClose={() => setPicking(false)}
        />
      )}
    </>
  );
}

function secondsOf(intro: Intro | undefined): number | undefined {
  return intro?.kind === "title_image" ? intro.holdSeconds : intro?.seconds;
}

function summaryOf(intro: Intro | undefined, name = "…"): string {
  if (!intro) return "No intro";
  if (intro.kind === "freeze_first_frame") return `First frame · ${intro.seconds} s`;
  return `${name} · ${intro.holdSeconds === 0 ? "poster only" : `${intro.holdSeconds} s`}`;
}

function Length({ intro }: { intro: Intro }) {
  const isImage = intro.kind === "title_image";
  const change = (seconds: number) =>
    chooseIn("intro", "Length of the intro", {
      intro: isImage ? { ...intro, holdSeconds: seconds } : { ...intro, seconds },
    });
  return (
    <label className="flex items-center gap-2 text-sm text-ink-2">
      For
      <select
        value={secondsOf(intro)}
        onChange={(event) => change(Number(event.target.value))}
        className="h-8 rounded-control border border-line-strong bg-field px-2 text-ink max-[899px]:h-11"
      >
        {(isImage ? HOLD_SECONDS : FREEZE_SECONDS).map((seconds) => (
          <option key={seconds} value={seconds}>
            {seconds === 0 ? "poster only" : `${seconds} s`}
          </option>
        ))}
      </select>
    </label>
  );
}
