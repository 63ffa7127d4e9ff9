// SPDX-License-Identifier: Apache-2.0
/** One upload in the grid, and one row of the list. */
import { formatDay, formatDuration } from "@/lib/formats";
import { cx } from "@/ui/cx";
import { JobStatus } from "@/ui/job-status";
import { WarningMark } from "@/ui/warnings";

import {
  type Upload,
  factsOf,
  pictureOf,
  shortFactsOf,
  shortFrameRateOf,
  sizeOf,
} from "./facts";
import { Poster } from "./poster";
import { DraftBadge, ProductionButtons } from "./production-buttons";
import { type Opened, UploadMenu } from "./upload-menu";

interface UploadProps {
  upload: Upload;
  onOpen: (what: Opened, upload: Upload) => void;
}

export function UploadCard({ upload, onOpen }: UploadProps) {
  return (
    <li className="flex min-w-0 flex-col overflow-hidden rounded-panel border border-line bg-panel focus-within:border-line-strong hover:border-line-strong">
      <div className="relative">
        <Poster upload={upload} />
        <DraftBadge upload={upload} />
      </div>
      <div className="flex flex-1 flex-col p-3 max-[899px]:p-2">
        <div className="flex items-center">
          <Name upload={upload} onOpen={onOpen} />
          <UploadMenu upload={upload} onOpen={onOpen} className="-my-1 -mr-2" />
        </div>
        <p className="mb-3 truncate text-xs text-ink-3 max-[899px]:mb-2">
          <span className="max-[899px]:hidden">{factsOf(upload)}</span>
          <span className="min-[900px]:hidden">{shortFactsOf(upload)}</span>
        </p>
        <Remarks upload={upload} className="-mt-2 mb-3 max-[899px]:-mt-1.5 max-[899px]:mb-2" />
        <Standing
          upload={upload}
          onOpen={onOpen}
          className="-mt-2 mb-3 max-[899px]:-mt-1.5 max-[899px]:mb-2"
        />
        <ProductionButtons
          upload={upload}
          className="mt-auto self-start max-[899px]:self-stretch"
        />
      </div>
    </li>
  );
}

export function UploadLine({ upload, onOpen }: UploadProps) {
  const duration = upload.durationSeconds === null ? "" : formatDuration(upload.durationSeconds);
  return (
    <li className="flex min-h-14 items-center gap-4 border-t border-line px-3 first:border-t-0 hover:bg-hover">
      <div className="w-16 shrink-0 overflow-hidden rounded-clip">
        <Poster upload={upload} isSmall />
      </div>
      <div className="flex min-w-0 flex-1 flex-col">
        <Name upload={upload} onOpen={onOpen} />
        <Remarks upload={upload} />
        <Standing upload={upload} onOpen={onOpen} />
      </div>
      <Cell width="w-14">{duration}</Cell>
      <Cell width="w-32">
        {[pictureOf(upload), shortFrameRateOf(upload)].filter(Boolean).join(" · ")}
      </Cell>
      <Cell width="w-16">{sizeOf(upload)}</Cell>
      <Cell width="w-24">{formatDay(upload.createdAt)}</Cell>
      <ProductionButtons upload={upload} className="max-[899px]:hidden" />
      <UploadMenu upload={upload} onOpen={onOpen} />
    </li>
  );
}

function Cell({ width, children }: { width: string; children: string }) {
  return (
    <span className={`${width} shrink-0 text-right text-sm text-ink-2 max-[899px]:hidden`}>
      {children}
    </span>
  );
}

/** The name opens the details; arrow keys move from one to the next. */
function Name({ upload, onOpen }: UploadProps) {
  return (
    <h2 className="min-w-0 flex-1 font-semibold">
      <button
        type="button"
        data-upload={upload.id}
        title={upload.name}
        onClick={() => onOpen("details", upload)}
        className="block max-w-full truncate rounded-clip text-left hover:underline max-[899px]:min-h-6"
      >
        {upload.name}
      </button>
    </h2>
  );
}

/** The first line of the description, and the tags: one line each, or nothing. */
function Remarks({ upload, className }: { upload: Upload; className?: string }) {
  const { description, tags } = upload;
  const line = description?.trim().split("\n")[0];
  if (!line && tags.length === 0) return null;
  return (
    <div className={cx("min-w-0 text-xs text-ink-2", className)}>
      {line && (
        <p title={description ?? ""} className="truncate">
          {line}
        </p>
      )}
      {tags.length > 0 && (
        <ul
          aria-label={`Tags of ${upload.name}`}
          title={tags.join(", ")}
          className="mt-1 flex h-5 flex-wrap gap-1 overflow-hidden"
        >
          {tags.map((tag) => (
            <li key={tag} className="max-w-full truncate rounded-clip bg-hover px-1.5 leading-5">
              {tag}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Says what is not as it should be: being checked, refused, deleted, or usable with warnings. */
function Standing({ upload, onOpen, className }: UploadProps & { className?: string }) {
  if (upload.state === "uploaded") {
    return <JobStatus state={{ kind: "running", word: "Verifying" }} />;
  }
  if (upload.state === "rejected") {
    return <JobStatus state={{ kind: "failed", reason: upload.rejection?.reason ?? "" }} />;
  }
  if (upload.sourceDeletedAt) return <p className="text-sm text-ink-2">The file was deleted.</p>;
  return (
    <WarningMark
      warnings={upload.warnings}
      name={upload.name}
      onOpen={() => onOpen("details", upload)}
      className={className}
    />
  );
}

