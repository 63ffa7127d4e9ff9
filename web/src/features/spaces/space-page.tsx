// SPDX-License-Identifier: Apache-2.0
/** A space: what it is, and in tabs its feed, members, invitations, review queue and settings. */
import { Link } from "@tanstack/react-router";

import { useQuery } from "@/api/use-query";
import { usePendingCount } from "@/api/waiting";
import { useBreadcrumb } from "@/app/breadcrumb";
import { Feed, FeedPlaceholder } from "@/features/feed";
import { useSearchParams } from "@/lib/search-params";
import { CountBadge } from "@/ui/count-badge";
import { cx } from "@/ui/cx";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";

import { InvitationsTab } from "./invitations-tab";
import { MembersTab } from "./members-tab";
import { type Space, spaceQuery } from "./queries";
import { ReportsTab } from "./reports-tab";
import { ReviewTab } from "./review-tab";
import { SettingsTab } from "./settings-tab";
import { SpaceHead } from "./space-head";
import { TAB_NAMES, type Tab, tabsOf } from "./tabs";

export function SpacePage({ spaceId }: { spaceId: number }) {
  const query = useQuery(spaceQuery(spaceId));
  const space = query.data;
  useBreadcrumb(space?.name ?? "");
  if (query.error && !space) {
    return (
      <div className="p-6">
        <ErrorState
          heading="Space"
          title="This space could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
          wayOut={{ to: "/spaces", label: "Go to Spaces" }}
        />
      </div>
    );
  }
  if (!space) return <Placeholder />;
  return (
    <div className="p-4 min-[900px]:px-6">
      <SpaceHead space={space} />
      <Tabs space={space} />
    </div>
  );
}

/** Scrolls the tab that is shown into the row, where not all have room. */
function reveal(tab: HTMLElement | null): void {
  tab?.scrollIntoView({ block: "nearest", inline: "center" });
}

function Tabs({ space }: { space: Space }) {
  const [{ tab: asked }] = useSearchParams();
  const pending = usePendingCount(space.id);
  const tabs = tabsOf(space);
  const shown: Tab = tabs.find((tab) => tab === asked) ?? "feed";
  return (
    <>
      {tabs.length > 1 && (
        <nav aria-label="Parts of this space" className="mb-4 overflow-x-auto border-b border-line">
          <ul className="flex gap-1">
            {tabs.map((tab) => (
              <li key={tab}>
                <Link
                  to={"/spaces" as never}
                  search={
                    { id: String(space.id), tab: tab === "feed" ? undefined : tab } as never
                  }
                  // Of the first tab the address is the beginning of those of the others.
                  activeOptions={{ exact: true }}
                  ref={tab === shown ? reveal : undefined}
                  aria-current={tab === shown ? "page" : undefined}
                  className={cx(
                    "-mb-px block border-b-2 px-3 py-2 text-sm font-medium whitespace-nowrap focus-visible:-outline-offset-2 max-[899px]:py-3",
                    tab === shown
                      ? "border-accent text-ink"
                      : "border-transparent text-ink-2 hover:text-ink",
                  )}
                >
                  {TAB_NAMES[tab]}
                  {tab === "review" && <CountBadge count={pending} className="ml-2" />}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      )}
      <Content space={space} tab={shown} />
    </>
  );
}

function Content({ space, tab }: { space: Space; tab: Tab }) {
  switch (tab) {
    case "members":
      return <MembersTab space={space} />;
    case "invitations":
      return <InvitationsTab space={space} />;
    case "review":
      return <ReviewTab space={space} />;
    case "reports":
      return <ReportsTab space={space} />;
    case "settings":
      return <SettingsTab key={space.id} space={space} />;
    default:
      return (
        <Feed
          spaceId={space.id}
          emptyText={
            space.mayPost
              ? "Publish a production into this space to see it here."
              : "What is published in this space is shown here."
          }
        />
      );
  }
}

function Placeholder() {
  return (
    <div className="p-4 min-[900px]:px-6">
      <h1 className="sr-only">Space</h1>
      <div className="mb-4 flex items-start gap-4">
        <Skeleton className="size-14 shrink-0 rounded-panel" />
        <div className="flex flex-1 flex-col gap-2">
          <Skeleton className="h-6 w-56 max-w-full" />
          <Skeleton className="h-4 w-72 max-w-full" />
        </div>
      </div>
      <div className="mb-4 flex h-[37px] items-center gap-6 border-b border-line px-3 max-[899px]:h-[45px]">
        {[1, 2, 3, 4].map((key) => (
          <Skeleton key={key} className="h-4 w-16" />
        ))}
      </div>
      <FeedPlaceholder />
    </div>
  );
}
