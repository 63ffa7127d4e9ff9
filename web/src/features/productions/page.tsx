// SPDX-License-Identifier: Apache-2.0
/** Videos packaged for streaming. */
import { PageHeader } from "@/ui/page-header";

export default function ProductionsPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Productions" />
    </div>
  );
}
