// SPDX-License-Identifier: Apache-2.0
/** A member of a space, with the role they hold and what can be done about it. */
import { Ban, EllipsisVertical, UserMinus } from "lucide-react";
import { useState } from "react";

import { IconButton } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { Menu, MenuItem } from "@/ui/menu";
import { Select } from "@/ui/select-field";
import { showToast } from "@/ui/toast";

import { BanDialog } from "./ban-dialog";
import { type Member, useChangeMember } from "./member-queries";
import type { Space } from "./queries";
import { ROLES, mainRole, roleName } from "./roles";

interface MemberRowProps {
  space: Space;
  member: Member;
  isSelf: boolean;
}

export function MemberRow({ space, member, isSelf }: MemberRowProps) {
  const change = useChangeMember(space.id, member.userId);
  const [isBanning, setBanning] = useState(false);
  const name = member.displayName || `User ${member.userId}`;
  const role = mainRole(member.roles);
  const notes = [member.isOwner && "Owner", isSelf && "You"].filter(Boolean).join(" · ");
  return (
    <li className="border-t border-line px-4 py-2">
      <div className="flex items-center gap-3">
        <Avatar name={name} />
        <span className="min-w-0 flex-1">
          <span className="block truncate text-sm font-medium">{name}</span>
          {notes && <span className="block text-xs text-ink-3">{notes}</span>}
        </span>
        {space.mayAdminister && !member.isOwner ? (
          <Select
            label={`Role of ${name}`}
            options={ROLES}
            value={role}
            disabled={change.isPending}
            onChange={(next) =>
              change.mutate(
                { kind: "role", role: next },
                { onSuccess: () => showToast(`${name} is now: ${roleName(next)}`) },
              )
            }
          />
        ) : (
          <span className="text-sm text-ink-2">{roleName(role)}</span>
        )}
        {space.mayAdminister && !member.isOwner && !isSelf ? (
          <Menu trigger={<IconButton label={`More about ${name}`} icon={EllipsisVertical} />}>
            <MenuItem
              icon={UserMinus}
              onSelect={() =>
                change.mutate(
                  { kind: "remove" },
                  { onSuccess: () => showToast(`${name} is no longer a member`) },
                )
              }
            >
              Remove from space
            </MenuItem>
            <MenuItem icon={Ban} isDangerous onSelect={() => setBanning(true)}>
              Ban…
            </MenuItem>
          </Menu>
        ) : (
          space.mayAdminister && <span className="size-8 max-[899px]:size-11" />
        )}
      </div>
      {change.error && (
        <div className="mt-2">
          <InlineError error={change.error} />
        </div>
      )}
      {isBanning && (
        <BanDialog space={space} member={member} onClose={() => setBanning(false)} />
      )}
    </li>
  );
}

/** The first letters of a name in a circle. */
export function Avatar({ name }: { name: string }) {
  const letters = name
    .split(/\s+/)
    .map((word) => word[0] ?? "")
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join("")
    .toUpperCase();
  return (
    <span
      aria-hidden
      className="grid size-8 shrink-0 place-content-center rounded-full bg-raised text-xs font-semibold text-ink-2"
    >
      {letters}
    </span>
  );
}
