// SPDX-License-Identifier: Apache-2.0
/** Where videos are published. */
import { PageHeader } from "@/ui/page-header";

export default function SpacesPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Spaces" />
    </div>
  );
}
