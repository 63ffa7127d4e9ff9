// SPDX-License-Identifier: Apache-2.0
/** A space: what it is, and what is published in it. */
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Send } from "lucide-react";

import { useBreadcrumb } from "@/app/breadcrumb";
import { Feed } from "@/features/feed";
import { buttonClass } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { Skeleton } from "@/ui/skeleton";

import { spaceQuery } from "./queries";
import { aboutSpace } from "./words";

export function SpaceFeed({ spaceId }: { spaceId: number }) {
  const query = useQuery(spaceQuery(spaceId));
  const space = query.data;
  useBreadcrumb(space?.name ?? "");
  if (query.error && !space) {
    return (
      <div className="p-6">
        <ErrorState
          title="This space could not be loaded"
          error={query.error}
          onRetry={() => void query.refetch()}
        />
      </div>
    );
  }
  if (!space) return <Skeleton className="m-6 h-64" />;
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title={space.name} note={aboutSpace(space)}>
        {space.mayPost && (
          <Link to={"/publish" as never} className={buttonClass()}>
            <Send size={16} aria-hidden />
            Publish here
          </Link>
        )}
      </PageHeader>
      <Feed spaceId={spaceId} emptyText="Publish a production into this space to see it here." />
    </div>
  );
}
