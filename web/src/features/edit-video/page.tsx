// SPDX-License-Identifier: Apache-2.0
/** /edit-video: cuts the video of a production and lays images over it, in the same draft. */
import { Link } from "@tanstack/react-router";
import { ArrowLeft, CloudUpload } from "lucide-react";
import { useEffect } from "react";

import { PageControls } from "@/app/page-controls";
import {
  DraftSaveBanner,
  NoDraft,
  DraftSaveStatus,
  useDraft,
  useAddressedDraft,
} from "@/features/drafts";
import { ApiError } from "@/api/error";
import { type Upload, useUpload } from "@/features/media-picker";
import { useEditorKeys } from "@/lib/editor-keys";
import { useSearchParams } from "@/lib/search-params";
import { useStatus } from "@/lib/status-line";
import { frameRate } from "@/timeline";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { Skeleton } from "@/ui/skeleton";

import { Details } from "./details";
import { useEditing } from "./edit-state";
import { SHORTCUTS } from "./keyboard";
import { Lanes } from "./lanes";
import { EditPreview } from "./preview";
import { wholeLength } from "./ranges";
import { Toolbar } from "./toolbar";

export default function EditVideoPage() {
  const [{ from }] = useSearchParams();
  const { uploadId, draft, error, retry } = useAddressedDraft();
  const upload = useUpload(uploadId);
  if (uploadId === null) return <NoUpload />;
  const failure = error ?? upload.error;
  if (failure) {
    const again = () => {
      retry();
      void upload.refetch();
    };
    return (
      <NoDraft
        heading="Edit video"
        title="The video could not be opened"
        error={failure}
        onRetry={again}
      />
    );
  }
  if (!draft || !upload.data) return <Loading />;
  return <Cutting key={draft.id} upload={upload.data} from={from} />;
}

function NoUpload() {
  return (
    <div className="grid h-full place-content-center">
      <h1 className="sr-only">Edit video</h1>
      <EmptyState
        icon={CloudUpload}
        title="Choose a video first"
        action={
          <Link to={"/uploads" as never} className={buttonClass("primary")}>
            Go to Uploads
          </Link>
        }
      >
        Press New Production on a video, and then Edit video.
      </EmptyState>
    </div>
  );
}

/** Returns the page that one came from; only pages of this site are taken. */
function backTo(from: string | undefined): string {
  return from && /^\/[a-z-]+$/.test(from) ? from : "/produce";
}

function Cutting({ upload, from }: { upload: Upload; from: string | undefined }) {
  useEditorKeys(SHORTCUTS);
  const length = wholeLength(upload.durationSeconds ?? 0);
  useEffect(() => {
    useEditing.setState({ length, rate: frameRate(upload.fps ?? "30"), draggedRanges: null });
  }, [length, upload.fps]);
  const isKnown = useEditing((state) => state.length) > 0;
  return (
    <div className="flex h-full min-h-0 flex-col max-[899px]:min-h-[640px]">
      <h1 className="sr-only">Edit video: {upload.name}</h1>
      <PageControls side="start">
        <span aria-hidden className="text-ink-3 max-[899px]:hidden">
          /
        </span>
        <span className="max-w-72 truncate font-semibold">{upload.name}</span>
        <DraftSaveStatus />
      </PageControls>
      <PageControls side="end">
        <Link
          to={backTo(from) as never}
          search={{ upload: String(upload.id) } as never}
          className={buttonClass("primary")}
        >
          <ArrowLeft size={16} aria-hidden />
          Done
        </Link>
      </PageControls>
      <DraftSaveBanner />
      <RangesProblem />
      {isKnown ? (
        <>
          <EditPreview uploadId={upload.id} />
          <Toolbar />
          <Details />
          <Lanes upload={upload} />
          <StatusLine />
        </>
      ) : (
        <p className="grid flex-1 place-content-center text-ink-2">
          The length of the video is not known yet. It can be cut once it has been checked.
        </p>
      )}
    </div>
  );
}

/** Says what the server refuses of cuts and images, above where they are. */
function RangesProblem() {
  const state = useDraft((draft) => draft.saveState);
  if (state.kind !== "refused" || !(state.error instanceof ApiError)) return null;
  const problems = state.error.problems.filter(({ pointer }) => /^\/config\/(edit|timeline)/.test(pointer));
  if (problems.length === 0) return null;
  return (
    <ul className="border-b border-line bg-bad-soft px-4 py-2 text-sm text-bad">
      {problems.map((one) => (
        <li key={one.pointer}>{one.detail}</li>
      ))}
    </ul>
  );
}

function StatusLine() {
  const { text, isRefusal } = useStatus();
  return (
    <div className="flex min-h-6 shrink-0 items-center border-t border-line bg-panel px-3 text-xs max-[899px]:has-[[role=status]:empty]:hidden">
      <span role="status" className={isRefusal ? "text-bad" : "text-ink-2"}>
        {text}
      </span>
      {!text && (
        <span className="truncate text-ink-3 max-[899px]:hidden">
          S splits · I and O mark a range · Delete removes it · ? lists all keys
        </span>
      )}
    </div>
  );
}

function Loading() {
  return (
    <div aria-busy className="flex h-full min-h-0 flex-col max-[899px]:min-h-[640px]">
      <h1 className="sr-only">Edit video</h1>
      <div className="grid min-h-0 flex-1 place-items-center p-4">
        <Skeleton className="aspect-video max-h-full max-w-full rounded-none max-[899px]:w-full min-[900px]:h-full" />
      </div>
      {/* Playing, the tools and the times have a row each; the video and its lanes lie below. */}
      {["h-12", "h-10", "h-11"].map((height) => (
        <div
          key={height}
          className={`flex shrink-0 items-center border-t border-line bg-panel px-3 ${height}`}
        >
          <Skeleton className="h-5 w-48" />
          <Skeleton className="ml-auto h-5 w-32" />
        </div>
      ))}
      <div className="flex shrink-0 flex-col gap-1 border-t border-line px-4 pt-6 pb-2">
        <Skeleton className="h-24 rounded-none" />
        <Skeleton className="h-10 rounded-none" />
        <Skeleton className="h-7 rounded-none" />
      </div>
      <div className="h-6 shrink-0 border-t border-line bg-panel max-[899px]:hidden" />
    </div>
  );
}
