// SPDX-License-Identifier: Apache-2.0
/** The spaces of the user with the invitations into others, or one of them: `?id=`. */
import { Plus } from "lucide-react";
import { useState } from "react";

import { mySpacesQuery } from "@/api/my-spaces";
import { useQuery } from "@/api/use-query";
import { useSearchParams } from "@/lib/search-params";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { Skeleton } from "@/ui/skeleton";

import { NewSpaceDialog } from "./new-space-dialog";
import { siteSettingsQuery } from "./queries";
import { ReceivedInvitations } from "./received-invitations";
import { SpaceCard } from "./space-card";
import { SpacePage } from "./space-page";

export default function SpacesPage() {
  const [{ id }] = useSearchParams();
  return id ? <SpacePage key={id} spaceId={Number(id)} /> : <MySpaces />;
}

function MySpaces() {
  const query = useQuery(mySpacesQuery);
  const site = useQuery(siteSettingsQuery).data;
  const [isCreating, setCreating] = useState(false);
  const [, setSearch] = useSearchParams();
  const mayCreate = !site || site.allowGroupCreation || site.allowChannelCreation;
  const open = (spaceId: number) => setSearch({ id: String(spaceId) });
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Spaces" note="Where your videos are published">
        <Button
          look="primary"
          icon={Plus}
          whyDisabled={mayCreate ? undefined : "On this site only administrators create spaces"}
          onClick={() => setCreating(true)}
        >
          New space
        </Button>
      </PageHeader>
      <ReceivedInvitations onJoined={open} />
      <h2 className="sr-only">Your spaces</h2>
      {query.error && !query.data && (
        <ErrorState
          title="Your spaces could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,300px),1fr))] gap-4">
        {query.isPending && <CardPlaceholders />}
        {query.data?.map((space) => (
          <SpaceCard key={space.id} space={space} />
        ))}
      </ul>
      {isCreating && (
        <NewSpaceDialog
          site={site}
          onClose={() => setCreating(false)}
          onCreated={(space) => open(space.id)}
        />
      )}
    </div>
  );
}

function CardPlaceholders() {
  return [1, 2, 3].map((key) => (
    <li
      key={key}
      aria-hidden
      className="flex items-start gap-3 rounded-panel border border-line bg-panel p-4"
    >
      <Skeleton className="size-7 shrink-0" />
      <div className="flex flex-1 flex-col gap-1">
        <Skeleton className="h-5 w-3/5" />
        <Skeleton className="h-4 w-4/5" />
        <Skeleton className="h-4 w-2/5" />
      </div>
    </li>
  ));
}
