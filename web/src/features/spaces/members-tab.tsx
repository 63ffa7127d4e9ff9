// SPDX-License-Identifier: Apache-2.0
/** Who the members of a space are, and for administrators who is banned. */
import { Users } from "lucide-react";
import { useState } from "react";

import { useCurrentUser } from "@/api/current-user";
import { useInfiniteQuery } from "@/api/use-query";
import { formatDay } from "@/lib/formats";
import { Button } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { PagedList, ShowMore, itemsOf } from "@/ui/paged-list";
import { SearchField } from "@/ui/search-field";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import { type Ban, type Member, bansQuery, membersQuery, useChangeMember } from "./member-queries";
import { MemberRow, Avatar } from "./member-row";
import type { Space } from "./queries";

/** Where the button for more stands in a panel of rows. */
const BELOW_ROWS = "border-t border-line p-3";

export function MembersTab({ space }: { space: Space }) {
  return (
    <div className="mx-auto flex max-w-4xl flex-col gap-4">
      <Members space={space} />
      {space.mayAdminister && <Bans space={space} />}
    </div>
  );
}

function Members({ space }: { space: Space }) {
  const query = useInfiniteQuery(membersQuery(space.id));
  const [text, setText] = useState("");
  return (
    <section
      aria-labelledby="members"
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <div className="flex flex-wrap items-center gap-3 p-4">
        <h2 id="members" className="flex-1 text-lg font-semibold">
          Members
        </h2>
        <SearchField
          label="Search members"
          value={text}
          onChange={setText}
          className="w-56 max-w-full"
        />
      </div>
      <PagedList
        query={query}
        failure="The members could not be loaded"
        loading={<Skeleton className="mx-4 mb-4 h-40" />}
        empty={
          <EmptyState icon={Users} title="Nobody is a member yet">
            Invite somebody, or let everybody join in the settings.
          </EmptyState>
        }
        more={{ className: BELOW_ROWS }}
      >
        {(members) => <MembersCalled text={text} space={space} members={members} />}
      </PagedList>
    </section>
  );
}

interface MembersCalledProps {
  text: string;
  space: Space;
  members: Member[];
}

/** The members whose name contains a text. */
function MembersCalled({ text, space, members }: MembersCalledProps) {
  const me = useCurrentUser();
  const part = text.trim().toLowerCase();
  const shown = members.filter((one) => one.displayName.toLowerCase().includes(part));
  if (shown.length === 0) {
    return (
      <p className="border-t border-line p-8 text-center text-ink-2">No member is called this.</p>
    );
  }
  return (
    <ul>
      {shown.map((member) => (
        <MemberRow
          key={member.userId}
          space={space}
          member={member}
          isSelf={String(member.userId) === String(me?.userId)}
        />
      ))}
    </ul>
  );
}

function Bans({ space }: { space: Space }) {
  const query = useInfiniteQuery(bansQuery(space.id));
  const bans = itemsOf(query);
  if (query.error && !query.data) {
    return (
      <ErrorState
        title="The bans could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  if (bans.length === 0) return null;
  return (
    <section
      aria-labelledby="banned"
      className="overflow-hidden rounded-panel border border-line bg-panel"
    >
      <h2 id="banned" className="p-4 text-lg font-semibold">
        Banned
      </h2>
      <ul>
        {bans.map((ban) => (
          <BanRow key={ban.userId} space={space} ban={ban} />
        ))}
      </ul>
      <ShowMore query={query} className={BELOW_ROWS} />
    </section>
  );
}

function BanRow({ space, ban }: { space: Space; ban: Ban }) {
  const change = useChangeMember(space.id, ban.userId);
  const name = ban.displayName || `User ${ban.userId}`;
  const about = [
    ban.until ? `until ${formatDay(ban.until)}` : "until the ban is lifted",
    ban.reason,
  ];
  return (
    <li className="border-t border-line px-4 py-2">
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          <span className="block text-xs break-words text-ink-3">
            {about.filter(Boolean).join(" · ")}
          </span>
        </span>
        <Button
          aria-label={`Lift the ban of ${name}`}
          isBusy={change.isPending}
          onClick={() =>
            change.mutate(
              { kind: "unban" },
              { onSuccess: () => showToast(`${name} is no longer banned`) },
            )
          }
        >
          Lift ban
        </Button>
      </div>
      {change.error && (
        <div className="mt-2">
          <InlineError error={change.error} />
        </div>
      )}
    </li>
  );
}
