// SPDX-License-Identifier: Apache-2.0
/** The raw files of a user: videos, audio, images and logos. */
import { PageHeader } from "@/ui/page-header";

export default function UploadsPage() {
  return (
    <div className="p-4 min-[900px]:p-6">
      <PageHeader title="Uploads" />
    </div>
  );
}
