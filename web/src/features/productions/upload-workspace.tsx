// SPDX-License-Identifier: Apache-2.0
/** The workspace of one upload: what it is, its productions, and a button that makes one. */
import { useNavigate } from "@tanstack/react-router";
import { Package } from "lucide-react";

import { useBreadcrumb } from "@/app/breadcrumb";
import { formatBytes, formatDuration, formatMoment } from "@/lib/formats";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { PageHeader } from "@/ui/page-header";
import { Poster } from "@/ui/poster";
import { Skeleton } from "@/ui/skeleton";

import type { Schema } from "@/api/client";
import { useQuery } from "@/api/use-query";
import { productionCountsQuery, uploadQuery, useCreateProduction } from "./queries";
import { ProductionTable } from "./table";

type Upload = Schema<"library.DetailedUploadResource">;

export function UploadWorkspace({ uploadId }: { uploadId: number }) {
  const query = useQuery(uploadQuery(uploadId));
  const counts = useQuery(productionCountsQuery(uploadId)).data;
  useBreadcrumb(query.data?.name ?? "");
  if (query.error) {
    return (
      <ErrorState
        heading="Productions"
        title="This upload could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  const upload = query.data;
  return (
    <div className="p-4 min-[900px]:px-6">
      {upload ? <Head upload={upload} /> : <HeadPlaceholder />}
      <h2 className="mb-3 text-lg font-semibold">Productions</h2>
      {counts?.total === 0 ? (
        <p className="rounded-panel border border-dashed border-line-strong p-8 text-center text-ink-2">
          There is no production of this video yet.
        </p>
      ) : (
        <ProductionTable filter={{ uploadId }} />
      )}
    </div>
  );
}

function HeadPlaceholder() {
  return (
    <>
      <h1 className="sr-only">Productions</h1>
      <Skeleton className="mb-6 h-32" />
    </>
  );
}

function Head({ upload }: { upload: Upload }) {
  const navigate = useNavigate();
  const create = useCreateProduction();
  const submit = () =>
    create.mutate(
      { uploadId: upload.id },
      {
        onSuccess: ({ production }) =>
          void navigate({
            to: "/productions" as never,
            search: { id: String(production.id) } as never,
          }),
      },
    );
  return (
    <>
      <PageHeader title={upload.name}>
        <Button
          look="primary"
          icon={Package}
          isBusy={create.isPending}
          whyDisabled={whyNotPackaged(upload)}
          onClick={submit}
        >
          Create Production
        </Button>
      </PageHeader>
      {create.error && (
        <div className="mb-4">
          <InlineError error={create.error} />
        </div>
      )}
      <section
        aria-label="Upload"
        className="mb-6 flex flex-wrap gap-4 rounded-panel border border-line bg-panel p-4"
      >
        <Poster url={upload.thumbUrl} className="h-[108px] w-48 shrink-0 rounded-control" />
        <Facts upload={upload} />
      </section>
    </>
  );
}

function Facts({ upload }: { upload: Upload }) {
  const facts: [string, string][] = [
    ["File", upload.originalFilename],
    ["Size", upload.sizeBytes === null ? "Unknown" : formatBytes(upload.sizeBytes)],
    ["Video", upload.width && upload.height ? `${upload.width}×${upload.height}` : "Unknown"],
    [
      "Duration",
      upload.durationSeconds === null ? "Unknown" : formatDuration(upload.durationSeconds),
    ],
    ["Uploaded", formatMoment(upload.uploadedAt ?? upload.createdAt)],
  ];
  return (
    <dl className="grid min-w-0 flex-1 content-center grid-cols-[auto_1fr] gap-x-6 gap-y-1 text-sm">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 truncate">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function whyNotPackaged(upload: Upload): string | undefined {
  if (upload.kind !== "video") return "Only videos become productions";
  if (upload.sourceDeletedAt) return "The file of this upload was deleted";
  if (upload.state === "rejected") return upload.rejection?.reason ?? "This file cannot be used";
  return upload.state === "ready" ? undefined : "The upload is not ready yet";
}
