// SPDX-License-Identifier: Apache-2.0
/** The feed of the whole site. */
import { PageHeader } from "@/ui/page-header";

import { Feed } from "./feed";

export default function FeedPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Feed" note="What moderators approved for everybody" />
      <Feed emptyText="What is published into the Global space and approved appears here." />
    </div>
  );
}
