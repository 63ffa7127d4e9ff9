// SPDX-License-Identifier: Apache-2.0
/** Where an invitation link leads: `/join#token`. The token stands where no server sees it. */
import { useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { LinkIcon } from "lucide-react";

import { ApiError } from "@/api/error";
import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { SpaceIcon } from "@/features/publish";
import { formatCount, formatDay } from "@/lib/formats";
import { Button, buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { roleMeaning } from "@/features/spaces";
import { useMutation } from "@/ui/use-mutation";

type LinkedSpace = Schema<"publish.LinkedSpaceAnswer">;

export default function JoinPage() {
  const token = useLocation().hash.replace(/^#/, "");
  const query = useQuery({
    queryKey: [...queryKeys.spaces, "link", token],
    queryFn: () =>
      answerOf(api.POST("/api/spaces/invitation-links/look-up", { body: { token } })),
    enabled: token !== "",
    retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status !== 0),
  });
  if (!token || (query.error instanceof ApiError && query.error.status === 404)) {
    return (
      <EmptyState
        heading="Join a space"
        icon={LinkIcon}
        title="This is no invitation"
        action={<ToSpaces />}
      >
        The address is incomplete or mistyped. Ask whoever sent it for the whole link.
      </EmptyState>
    );
  }
  if (query.error instanceof ApiError && [403, 409].includes(query.error.status)) {
    return (
      <EmptyState
        heading="Join a space"
        icon={LinkIcon}
        title={query.error.status === 409 ? "This invitation is over" : "You may not join"}
        action={<ToSpaces />}
      >
        {query.error.message}
      </EmptyState>
    );
  }
  if (query.error) {
    return (
      <ErrorState
        heading="Join a space"
        title="The invitation could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
        wayOut={{ to: "/spaces", label: "Go to Spaces" }}
      />
    );
  }
  if (!query.data) return (
      <>
        <h1 className="sr-only">Join a space</h1>
        <Skeleton className="mx-auto mt-16 h-64 w-[calc(100%-32px)] max-w-md" />
      </>
    );
  return <Invited token={token} found={query.data} />;
}

function ToSpaces() {
  return (
    <Link to={"/spaces" as never} className={buttonClass("primary")}>
      Go to your spaces
    </Link>
  );
}

function Invited({ token, found }: { token: string; found: LinkedSpace }) {
  const { space } = found;
  const navigate = useNavigate();
  const queries = useQueryClient();
  const open = () => navigate({ to: "/spaces" as never, search: { id: String(space.id) } as never });
  const join = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/api/spaces/invitation-links/accept", { body: { token } })),
    onSuccess: async () => {
      showToast(`You are a member of ${space.name}`);
      await open();
      void queries.invalidateQueries({ queryKey: queryKeys.spaces });
    },
  });
  return (
    <section
      aria-labelledby="invitation"
      className="mx-auto mt-4 flex w-[calc(100%-32px)] max-w-md flex-col items-center gap-3 rounded-panel border border-line bg-panel p-6 text-center min-[900px]:mt-16"
    >
      <SpaceIcon space={space} size="large" />
      <p className="text-sm text-ink-2">{found.inviterName || "Somebody"} invites you to</p>
      <h1 id="invitation" className="max-w-full text-xl font-semibold break-words">
        {space.name}
      </h1>
      <p className="text-sm text-ink-3">{formatCount(space.memberCount, "member")}</p>
      {found.description && (
        <p className="text-sm break-words whitespace-pre-line text-ink-2">{found.description}</p>
      )}
      {found.isMember ? (
        <>
          <p className="text-ink-2">You are a member already.</p>
          <Button
            look="primary"
            aria-label={`Open ${space.name}`}
            onClick={() => void open()}
          >
            Open
          </Button>
        </>
      ) : (
        <>
          <p className="text-ink-2">You would {roleMeaning(found.role)}.</p>
          {join.error && <InlineError error={join.error} />}
          <Button
            look="primary"
            aria-label={`Join ${space.name}`}
            isBusy={join.isPending}
            onClick={() => join.mutate()}
          >
            Join
          </Button>
          <p className="text-xs text-ink-3">This link works until {formatDay(found.expiresAt)}.</p>
        </>
      )}
    </section>
  );
}
