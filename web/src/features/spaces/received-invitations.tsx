// SPDX-License-Identifier: Apache-2.0
/** The invitations that wait for the user's answer. */
import { useQuery } from "@/api/use-query";
import { receivedInvitationsQuery } from "@/api/waiting";
import { SpaceIcon } from "@/features/publish";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type Invitation, useAnswer } from "./invitation-queries";
import { roleMeaning } from "./roles";

interface ReceivedInvitationsProps {
  onJoined: (spaceId: number) => void;
}

export function ReceivedInvitations({ onJoined }: ReceivedInvitationsProps) {
  const query = useQuery(receivedInvitationsQuery);
  if (query.error && !query.data) {
    return (
      <div role="alert" className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <p className="text-bad">Your invitations could not be loaded.</p>
        <Button look="quiet" isBusy={query.isFetching} onClick={() => void query.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  if (!query.data?.length) return null;
  return (
    <section aria-labelledby="received" className="mb-6">
      <h2 id="received" className="mb-2 text-lg font-semibold">
        Invitations
      </h2>
      <ul className="flex flex-col gap-2">
        {query.data.map((one) => (
          <Received key={one.id} invitation={one} onJoined={onJoined} />
        ))}
      </ul>
    </section>
  );
}

function Received({
  invitation,
  onJoined,
}: ReceivedInvitationsProps & { invitation: Invitation }) {
  const answer = useAnswer(invitation.id);
  const { space } = invitation;
  return (
    <li className="rounded-panel border border-line bg-panel p-4">
      <div className="flex flex-wrap items-center gap-3">
        <SpaceIcon space={{ ...space, isGlobal: false, iconUrl: null }} />
        <p className="min-w-0 flex-1 basis-56 text-sm">
          <span className="font-medium">{invitation.inviterName || "Somebody"}</span> invites you to{" "}
          <span className="font-medium">{space.name}</span>: you would{" "}
          {roleMeaning(invitation.role)}.
        </p>
        <Button
          aria-label={`Decline ${space.name}`}
          isBusy={answer.isPending && answer.variables === "decline"}
          onClick={() =>
            answer.mutate("decline", { onSuccess: () => showToast("The invitation is declined") })
          }
        >
          Decline
        </Button>
        <Button
          look="primary"
          aria-label={`Accept ${space.name}`}
          isBusy={answer.isPending && answer.variables === "accept"}
          onClick={() =>
            answer.mutate("accept", {
              onSuccess: () => {
                showToast(`You are a member of ${space.name}`);
                onJoined(space.id);
              },
            })
          }
        >
          Accept
        </Button>
      </div>
      {answer.error && (
        <div className="mt-3">
          <InlineError error={answer.error} />
        </div>
      )}
    </li>
  );
}
