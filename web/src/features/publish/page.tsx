// SPDX-License-Identifier: Apache-2.0
/** Publishes a production into spaces: `?production=`, or `?id=` of its upload; `?space=` is chosen. */
import { Link } from "@tanstack/react-router";
import { PackageOpen } from "lucide-react";

import { useQuery } from "@/api/use-query";
import { useSearchParams } from "@/lib/search-params";
import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";

import { ChooseProduction } from "./choose-production";
import { PublishProduction } from "./publish-production";
import { newestProductionQuery } from "./queries";

export default function PublishPage() {
  const [{ production, id }] = useSearchParams();
  if (production) return <PublishProduction key={production} productionId={Number(production)} />;
  if (id) return <PublishUpload key={id} uploadId={Number(id)} />;
  return <ChooseProduction />;
}

/** Publishes the newest production of an upload. */
function PublishUpload({ uploadId }: { uploadId: number }) {
  const query = useQuery(newestProductionQuery(uploadId));
  if (query.isPending) {
    return (
      <>
        <h1 className="sr-only">Publish</h1>
        <Skeleton className="m-6 h-64" />
      </>
    );
  }
  if (query.error) {
    return (
      <ErrorState
        heading="Publish"
        title="The productions of this upload could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (query.data) return <PublishProduction productionId={query.data.id} />;
  return (
    <EmptyState
      heading="Publish"
      icon={PackageOpen}
      title="This video has no production yet"
      action={
        <Link
          to={"/productions" as never}
          search={{ upload: String(uploadId) } as never}
          className={buttonClass("primary")}
        >
          Create a production
        </Link>
      }
    >
      A video is packaged for streaming before it can be published.
    </EmptyState>
  );
}
