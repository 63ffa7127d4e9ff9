// SPDX-License-Identifier: Apache-2.0
/** Projects and their timelines. */
import { PageHeader } from "@/ui/page-header";

export default function CreateVideoPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Create video" />
    </div>
  );
}
