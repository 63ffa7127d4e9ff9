// SPDX-License-Identifier: Apache-2.0
/** /produce: what a production is made of, chosen beside its preview and kept in a draft. */
import { CircleAlert, CloudUpload } from "lucide-react";
import { useState } from "react";
import { Link } from "@tanstack/react-router";

import {
  type Draft,
  DraftSaveBanner,
  NoDraft,
  useConfig,
  useAddressedDraft,
} from "@/features/drafts";
import { useUpload } from "@/features/media-picker";
import { formatMoment } from "@/lib/formats";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { TextField } from "@/ui/field";
import { Skeleton } from "@/ui/skeleton";

import { useProblem, write } from "./choices";
import { Footer } from "./footer";
import { IntroCard } from "./intro-card";
import { ProducePreview } from "./preview";
import { TitleCard } from "./title-card";
import { LogoCard, LowerThirdCard, MusicCard } from "./upload-cards";
import { StoryField } from "./story-field";

const CARDS = [
  ["intro", IntroCard],
  ["screenTitle", TitleCard],
  ["lowerThird", LowerThirdCard],
  ["logo", LogoCard],
  ["music", MusicCard],
] as const;

export default function ProducePage() {
  const { uploadId, draft, error, retry } = useAddressedDraft();
  if (uploadId === null) return <NoUpload />;
  if (error) {
    return (
      <NoDraft
        heading="Build production"
        title="The draft could not be opened"
        error={error}
        onRetry={retry}
      />
    );
  }
  return draft ? <Production key={draft.id} draft={draft} /> : <Loading />;
}

function NoUpload() {
  return (
    <div className="grid h-full place-content-center">
      <h1 className="sr-only">Build production</h1>
      <EmptyState
        icon={CloudUpload}
        title="Choose a video first"
        action={
          <Link to={"/uploads" as never} className={buttonClass("primary")}>
            Go to Uploads
          </Link>
        }
      >
        A production is made of one of your videos: press New Production on it.
      </EmptyState>
    </div>
  );
}

function Production({ draft }: { draft: Draft }) {
  const upload = useUpload(draft.uploadId);
  const [open, setOpen] = useState<string | null>(null);
  const name = upload.data?.name ?? "";
  return (
    <div className="flex h-full min-h-0 flex-col max-[899px]:h-auto">
      <DraftSaveBanner />
      <div className="grid min-h-0 flex-1 grid-cols-[minmax(0,1fr)_460px] grid-rows-[minmax(0,1fr)] max-[899px]:grid-cols-1 max-[899px]:grid-rows-none">
        <div className="flex min-h-0 flex-col max-[899px]:h-[calc(56dvw+112px)]">
          <ProducePreview uploadId={draft.uploadId} />
        </div>
        <div className="flex min-h-0 flex-col gap-3 overflow-y-auto border-l border-line p-4 max-[899px]:border-l-0">
          <div>
            <h1 className="text-xl font-semibold">Build production</h1>
            <p className="truncate text-sm text-ink-2">of {name || "…"}</p>
          </div>
          <LastFailure draft={draft} />
          <NameField placeholder={name} />
          <StoryField />
          {CARDS.map(([key, Card]) => (
            <Card
              key={key}
              isOpen={open === key}
              onToggle={() => setOpen(open === key ? null : key)}
            />
          ))}
        </div>
      </div>
      <Footer draft={draft} upload={upload.data} />
    </div>
  );
}

function LastFailure({ draft }: { draft: Draft }) {
  const { lastFailure } = draft;
  if (!lastFailure) return null;
  return (
    <div role="alert" className="flex gap-2 rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
      <CircleAlert size={16} aria-hidden className="mt-px shrink-0" />
      <p className="min-w-0 break-words">
        It could not be produced ({formatMoment(lastFailure.at)}): {lastFailure.detail} The draft is
        kept as it is.
      </p>
    </div>
  );
}

function NameField({ placeholder }: { placeholder: string }) {
  const name = useConfig((state) => state.document.name ?? "");
  return (
    <TextField
      label="Name"
      value={name}
      placeholder={placeholder}
      maxLength={255}
      error={useProblem("name")}
      onChange={(text) => write("name", text)}
    />
  );
}

function Loading() {
  return (
    <div
      aria-busy
      className="grid h-full grid-cols-[minmax(0,1fr)_460px] max-[899px]:grid-cols-1"
    >
      <h1 className="sr-only">Build production</h1>
      <Skeleton className="m-4 aspect-video self-center" />
      <div className="flex flex-col gap-3 p-4">
        <Skeleton className="h-12" />
        <Skeleton className="h-24" />
        {CARDS.map(([key]) => (
          <Skeleton key={key} className="h-14" />
        ))}
      </div>
    </div>
  );
}
