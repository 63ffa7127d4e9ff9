// SPDX-License-Identifier: Apache-2.0
/** Videos rendered from timelines. */
import { PageHeader } from "@/ui/page-header";

export default function ExportsPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Exports" />
    </div>
  );
}
