// SPDX-License-Identifier: Apache-2.0
/** Choose the spaces of a production. */
import { PageHeader } from "@/ui/page-header";

export default function PublishPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Publish" />
    </div>
  );
}
