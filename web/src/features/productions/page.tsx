// SPDX-License-Identifier: Apache-2.0
/** The productions: all of them, those of one upload, or one with all its details. */
import { useSearchParams } from "@/lib/search-params";

import { ProductionDetails } from "./details";
import { AllProductions } from "./all-productions";
import { UploadWorkspace } from "./upload-workspace";

export default function ProductionsPage() {
  const [{ id, upload }] = useSearchParams();
  if (id) return <ProductionDetails key={id} productionId={Number(id)} />;
  if (upload) return <UploadWorkspace key={upload} uploadId={Number(upload)} />;
  return <AllProductions />;
}
