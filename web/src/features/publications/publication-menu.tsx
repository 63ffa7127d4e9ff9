// SPDX-License-Identifier: Apache-2.0
/** What those who manage a publication can do with it: read its log, and take it out of its space. */
import { CircleSlash, MoreVertical, ScrollText } from "lucide-react";
import { useState } from "react";

import { useCurrentUser } from "@/api/current-user";
import { mySpacesQuery } from "@/api/my-spaces";
import { useQuery } from "@/api/use-query";
import { IconButton } from "@/ui/button";
import { Menu, MenuItem } from "@/ui/menu";

import { PublicationLog } from "./publication-log";
import type { Publication } from "./queries";
import { UnpublishDialog } from "./unpublish-dialog";

const SITE_ROLES = ["site_admin", "site_moderator"];

interface PublicationMenuProps {
  publication: Publication;
  name: string;
}

/** Shows nothing to those who do not manage the publication. */
export function PublicationMenu({ publication, name }: PublicationMenuProps) {
  const [opened, setOpened] = useState<"log" | "unpublish" | null>(null);
  const user = useCurrentUser();
  const spaces = useQuery(mySpacesQuery);
  const isOwn = user?.userId === publication.ownerUserId;
  const moderates =
    user?.roles.some((role) => SITE_ROLES.includes(role)) ||
    spaces.data?.find((space) => space.id === publication.spaceId)?.mayApprove;
  if (!isOwn && !moderates) return null;
  const close = () => setOpened(null);
  return (
    <>
      <Menu align="end" trigger={<IconButton label={`More of ${name}`} icon={MoreVertical} />}>
        <MenuItem icon={ScrollText} onSelect={() => setOpened("log")}>
          Log
        </MenuItem>
        <MenuItem icon={CircleSlash} isDangerous onSelect={() => setOpened("unpublish")}>
          Unpublish…
        </MenuItem>
      </Menu>
      {opened === "log" && (
        <PublicationLog publicationId={publication.id} name={name} onClose={close} />
      )}
      {opened === "unpublish" && (
        <UnpublishDialog
          publicationId={publication.id}
          name={name}
          isOwn={isOwn}
          onClose={close}
        />
      )}
    </>
  );
}
