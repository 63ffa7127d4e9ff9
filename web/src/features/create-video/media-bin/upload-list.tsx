// SPDX-License-Identifier: Apache-2.0
/** The uploads of a kind: dragged onto a lane, or put at the playhead by a click. */
import { Link } from "@tanstack/react-router";
import {
  AudioLines,
  Image as ImageIcon,
  LoaderCircle,
  Mic,
  Plus,
  Star,
  TriangleAlert,
  UploadCloud,
} from "lucide-react";

import { type Asset, type AssetGroup, type AssetView, useFavorite } from "@/api/assets";
import { formatDuration } from "@/lib/formats";
import { buttonClass } from "@/ui/button";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { ShowMore } from "@/ui/paged-list";
import { Skeleton } from "@/ui/skeleton";

import { addUpload } from "../adding";
import { UPLOAD_TYPE } from "../timeline/dropping-uploads";
import { uploadIdOf } from "../timeline/item-label";
import type { Upload } from "../uploads";
import { useAssets } from "./assets";
import { allItems, useDocument } from "@/timeline";

interface UploadListProps {
  group: AssetGroup;
  noun: string;
  view: AssetView;
}

export function UploadList({ group, noun, view }: UploadListProps) {
  const uploads = useAssets(group, view);
  if (uploads.isPending) return <Loading />;
  if (!uploads.data) {
    return (
      <ErrorState
        title={`The ${noun}s could not be loaded`}
        error={uploads.error}
        onRetry={() => uploads.refetch()}
      />
    );
  }
  const found = uploads.data.pages.flatMap((page) => page.items);
  if (found.length === 0 && (view.words.trim() !== "" || view.onlyFavorites)) {
    return <p className="p-4 text-sm text-ink-2">{nothing(noun, view)}</p>;
  }
  if (found.length === 0 && group === "narration") {
    return (
      <EmptyState isInPanel icon={Mic} title="No narrations yet">
        Record one while the timeline plays, or add a file below.
      </EmptyState>
    );
  }
  if (found.length === 0) {
    return (
      <EmptyState
        isInPanel
        icon={UploadCloud}
        title={`No ${noun}s yet`}
        action={
          <Link to={"/uploads" as never} className={buttonClass("primary")}>
            Upload files
          </Link>
        }
      >
        What you upload can be put on the timeline from here.
      </EmptyState>
    );
  }
  return (
    <ul
      aria-label={`${noun[0]?.toUpperCase()}${noun.slice(1)}s`}
      className="grid min-h-0 flex-1 auto-rows-min grid-cols-2 gap-x-2.5 gap-y-3 overflow-y-auto p-3 pt-1 short:gap-y-1.5 short:pt-0 short:pb-1"
    >
      {found.map((asset) => (
        <Card key={asset.id} asset={asset} group={group} />
      ))}
      <ShowMore query={uploads} as="li" className="col-span-2" />
    </ul>
  );
}

function nothing(noun: string, { words, onlyFavorites }: AssetView): string {
  const which = onlyFavorites ? `No favourite ${noun}` : `No ${noun}`;
  return words.trim() === "" ? `${which} yet.` : `${which} has “${words.trim()}” in name, description or tags.`;
}

function Loading() {
  return (
    <div className="grid grid-cols-2 gap-2.5 p-3">
      {Array.from({ length: 6 }, (_, index) => (
        <Skeleton key={index} className="h-24" />
      ))}
    </div>
  );
}

function factsOf(upload: Upload, uses: number): string {
  if (upload.state === "rejected") return "Cannot be used";
  if (upload.state !== "ready") return "Being prepared…";
  const { width, height } = upload;
  const fps = upload.fps ? Math.round(rateOf(upload.fps)) : "";
  const rate = upload.hasVaryingRate ? ` · about ${fps} fps` : fps;
  const lines = `${Math.min(width ?? 0, height ?? 0)}p${rate}`;
  const size = upload.kind === "video" ? lines : `${width} × ${height}`;
  return [width && height && size, uses > 0 && `used ${uses}×`].filter(Boolean).join(" · ");
}

function rateOf(fps: string): number {
  const [numerator = 0, denominator = 1] = fps.split("/").map(Number);
  return numerator / denominator;
}

function Card({ asset: upload, group }: { asset: Asset; group: AssetGroup }) {
  const uses = useDocument(
    (state) => allItems(state.document).filter(({ item }) => uploadIdOf(item) === upload.id).length,
  );
  const isReady = upload.state === "ready";
  return (
    <li className="group/card relative min-w-0">
      <FavoriteButton asset={upload} group={group} />
      <button
        type="button"
        draggable={isReady}
        aria-disabled={!isReady || undefined}
        title={
          upload.rejection?.reason ??
          [
            `${upload.name}: drag it to a track, or click to add it at the playhead`,
            ...upload.warnings,
          ].join("\n")
        }
        onDragStart={(event) => {
          event.dataTransfer.setData(UPLOAD_TYPE, String(upload.id));
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => addUpload(upload)}
        className="group block w-full cursor-grab rounded-clip text-left"
      >
        <span className="relative block aspect-video overflow-hidden rounded-clip bg-canvas">
          <Picture upload={upload} />
          {upload.durationSeconds !== null && isReady && (
            <span
              aria-hidden
              className="absolute bottom-1 right-1 rounded-clip bg-black/75 px-1 text-2xs font-medium text-white"
            >
              {formatDuration(upload.durationSeconds)}
            </span>
          )}
          {isReady && upload.warnings.length > 0 && (
            <span className="absolute bottom-1 left-1 grid size-5 place-content-center rounded-clip bg-black/75 text-[#f3b94c]">
              <TriangleAlert size={14} aria-hidden />
              <span className="sr-only">{upload.warnings.join(" ")}</span>
            </span>
          )}
          <span className="absolute left-1 top-1 hidden size-6 place-content-center rounded-clip bg-accent-strong text-white group-hover:grid group-focus-visible:grid">
            <Plus size={14} aria-hidden />
          </span>
        </span>
        <span className="mt-1 block truncate text-xs font-medium">
          <span className="sr-only">Add </span>
          {upload.name}
          <span className="sr-only"> at the playhead</span>
        </span>
        <span className="block truncate text-xs text-ink-3">{factsOf(upload, uses)}</span>
      </button>
    </li>
  );
}

function FavoriteButton({ asset, group }: { asset: Asset; group: AssetGroup }) {
  const favorite = useFavorite();
  const isFavorite = favorite.isPending ? favorite.variables.favorite : asset.isFavorite;
  return (
    <button
      type="button"
      aria-pressed={isFavorite}
      aria-label={`Favourite: ${asset.name}`}
      title={isFavorite ? "Remove from the favourites" : "Add to the favourites"}
      onClick={() => favorite.mutate({ group, uploadId: asset.id, favorite: !isFavorite })}
      className={cx(
        "absolute right-1 top-1 z-10 grid size-6 place-content-center rounded-clip bg-black/60 text-white",
        !isFavorite && "opacity-0 focus-visible:opacity-100 group-hover/card:opacity-100",
      )}
    >
      <Star size={14} aria-hidden fill={isFavorite ? "currentColor" : "none"} />
    </button>
  );
}

function Picture({ upload }: { upload: Upload }) {
  const Icon =
    upload.state === "rejected"
      ? TriangleAlert
      : upload.state !== "ready"
        ? LoaderCircle
        : upload.kind === "audio"
          ? AudioLines
          : ImageIcon;
  return (
    <>
      <span className="absolute inset-0 grid place-content-center text-ink-3">
        <Icon
          size={20}
          aria-hidden
          className={Icon === LoaderCircle ? "animate-spin" : undefined}
        />
      </span>
      {upload.thumbUrl && upload.state === "ready" && (
        <img
          src={upload.thumbUrl}
          alt=""
          loading="lazy"
          draggable={false}
          className="absolute inset-0 size-full object-cover"
          onError={(event) => {
            event.currentTarget.hidden = true;
          }}
        />
      )}
    </>
  );
}
