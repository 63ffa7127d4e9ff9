// SPDX-License-Identifier: Apache-2.0
/** The card of a space. */
import { Link } from "@tanstack/react-router";

import { usePendingCount } from "@/api/waiting";
import { SpaceIcon } from "@/features/publish";
import { CountBadge } from "@/ui/count-badge";

import type { Space } from "./queries";
import { aboutSpace, roleIn } from "./words";

export function SpaceCard({ space }: { space: Space }) {
  const pending = usePendingCount(space.id);
  return (
    <li>
      <Link
        to={"/spaces" as never}
        search={{ id: String(space.id) } as never}
        className="flex h-full items-start gap-3 rounded-panel border border-line bg-panel p-4 hover:border-line-strong"
      >
        <SpaceIcon space={space} />
        <span className="min-w-0 flex-1">
          <span className="block truncate font-medium">{space.name}</span>
          <span className="block text-xs text-ink-3">{aboutSpace(space)}</span>
          <span className="mt-1 block text-xs text-ink-2">{roleIn(space)}</span>
        </span>
        <CountBadge count={pending} />
      </Link>
    </li>
  );
}
