// SPDX-License-Identifier: Apache-2.0
/** Invites users into a space, by name or address and by links. */
import { MailPlus } from "lucide-react";
import { type FormEvent, useState } from "react";

import { useQuery } from "@/api/use-query";
import { formatAgo } from "@/lib/formats";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import {
  type Invitation,
  invitationsQuery,
  useInvite,
  useRevokeInvitation,
} from "./invitation-queries";
import { InvitationLinks } from "./invitation-links";
import { Avatar } from "./member-row";
import type { Space } from "./queries";
import { ROLES, type Role, roleName } from "./roles";

export function InvitationsTab({ space }: { space: Space }) {
  return (
    <div className="mx-auto grid max-w-5xl items-start gap-4 min-[1100px]:grid-cols-2">
      <section aria-labelledby="invite" className="rounded-panel border border-line bg-panel p-4">
        <h2 id="invite" className="mb-3 text-lg font-semibold">
          Invite somebody
        </h2>
        <InviteForm space={space} />
        <Pending space={space} />
      </section>
      <InvitationLinks space={space} />
    </div>
  );
}

function InviteForm({ space }: { space: Space }) {
  const [who, setWho] = useState("");
  const [role, setRole] = useState<Role>("space_member");
  const invite = useInvite(space.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!who.trim()) return;
    invite.mutate(
      { who: who.trim(), role },
      {
        onSuccess: ({ invitation }) => {
          setWho("");
          showToast(`${invitation.userName} is invited`);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <TextField
        label="Email address or name"
        hint="They must have an account here; otherwise send them a link."
        value={who}
        onChange={(value) => {
          setWho(value);
          invite.reset();
        }}
        maxLength={254}
        autoComplete="off"
      />
      <SelectField label="Role" options={ROLES} value={role} onChange={setRole} />
      {invite.error && <InlineError error={invite.error} />}
      <Button
        type="submit"
        look="primary"
        icon={MailPlus}
        isBusy={invite.isPending}
        whyDisabled={who.trim() ? undefined : "Say whom to invite"}
        className="self-end"
      >
        Invite
      </Button>
    </form>
  );
}

function Pending({ space }: { space: Space }) {
  const query = useQuery(invitationsQuery(space.id));
  if (query.isPending) return <Skeleton className="mt-4 h-16" />;
  if (query.error && !query.data) {
    return (
      <ErrorState
        title="The invitations could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <div className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">Waiting for an answer</h3>
      {query.data?.length === 0 && (
        <p className="mt-1 text-sm text-ink-3">Nobody is invited right now.</p>
      )}
      <ul>
        {query.data?.map((one) => (
          <PendingRow key={one.id} space={space} invitation={one} />
        ))}
      </ul>
    </div>
  );
}

function PendingRow({ space, invitation }: { space: Space; invitation: Invitation }) {
  const revoke = useRevokeInvitation(space.id);
  const name = invitation.userName || `User ${invitation.userId}`;
  return (
    <li className="py-2">
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          <span className="block text-xs text-ink-3">
            {roleName(invitation.role)} · {formatAgo(invitation.createdAt)}
          </span>
        </span>
        <Button
          look="quiet"
          aria-label={`Revoke the invitation of ${name}`}
          isBusy={revoke.isPending}
          onClick={() =>
            revoke.mutate(invitation.id, {
              onSuccess: () => showToast(`The invitation of ${name} is revoked`),
            })
          }
        >
          Revoke
        </Button>
      </div>
      {revoke.error && <InlineError error={revoke.error} />}
    </li>
  );
}
