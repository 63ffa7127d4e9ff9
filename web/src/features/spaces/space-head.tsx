// SPDX-License-Identifier: Apache-2.0
/** What a space is, and what one can do with it as a whole. */
import { Link } from "@tanstack/react-router";
import { EllipsisVertical, LogOut, Send, UserPlus } from "lucide-react";
import { useState } from "react";

import { SpaceIcon } from "@/features/publish";
import { Button, IconButton, buttonClass } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Menu, MenuItem } from "@/ui/menu";
import { showToast } from "@/ui/toast";

import { FollowButton } from "./follow-button";
import { useMembership } from "./member-queries";
import type { Space } from "./queries";
import { aboutSpace } from "./words";

export function SpaceHead({ space }: { space: Space }) {
  const [isLeaving, setLeaving] = useState(false);
  const join = useMembership(space.id, "join");
  const canLeave = space.roles.length > 0 && space.type !== "personal";
  return (
    <div className="mb-4 flex flex-wrap items-start gap-4">
      <SpaceIcon space={space} size="large" />
      <div className="min-w-0 flex-1 basis-56">
        <h1 className="text-xl font-semibold break-words">{space.name}</h1>
        <p className="text-sm text-ink-3">{aboutSpace(space)}</p>
        {space.description && (
          <p className="mt-2 max-w-2xl text-sm break-words whitespace-pre-line text-ink-2">
            {space.description}
          </p>
        )}
        {join.error && (
          <div className="mt-2">
            <InlineError error={join.error} />
          </div>
        )}
      </div>
      <div className="flex items-center gap-2">
        {space.mayJoin && (
          <Button
            look="primary"
            icon={UserPlus}
            isBusy={join.isPending}
            onClick={() =>
              join.mutate(undefined, {
                onSuccess: () => showToast(`You are a member of ${space.name}`),
              })
            }
          >
            Join
          </Button>
        )}
        <FollowButton space={space} />
        {space.mayPost && (
          <Link
            to={"/publish" as never}
            search={{ space: String(space.id) } as never}
            className={buttonClass()}
          >
            <Send size={16} aria-hidden />
            Publish here
          </Link>
        )}
        {canLeave && (
          <Menu trigger={<IconButton label="More" icon={EllipsisVertical} />}>
            <MenuItem icon={LogOut} isDangerous onSelect={() => setLeaving(true)}>
              Leave space
            </MenuItem>
          </Menu>
        )}
      </div>
      {isLeaving && <LeaveDialog space={space} onClose={() => setLeaving(false)} />}
    </div>
  );
}

function LeaveDialog({ space, onClose }: { space: Space; onClose: () => void }) {
  const leave = useMembership(space.id, "leave");
  const isPublic = space.settings.visibility === "public";
  return (
    <Dialog title={`Leave ${space.name}?`} size="small" onClose={onClose}>
      <p className="text-ink-2">
        You give up all your roles in it.{" "}
        {isPublic
          ? "You can still see what is published in it."
          : "You see what is published in it only when you are invited again."}{" "}
        What you published in it stays.
      </p>
      {leave.error && (
        <div className="mt-3">
          <InlineError error={leave.error} />
        </div>
      )}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>Stay</Button>
        <Button
          look="danger"
          isBusy={leave.isPending}
          onClick={() =>
            leave.mutate(undefined, {
              onSuccess: () => {
                showToast(`You have left ${space.name}`);
                onClose();
              },
            })
          }
        >
          Leave space
        </Button>
      </div>
    </Dialog>
  );
}
