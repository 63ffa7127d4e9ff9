// SPDX-License-Identifier: Apache-2.0
/** What went wrong, where it happened, in the words of the server. */
import { CircleAlert } from "lucide-react";

import { messageOf } from "@/api/error";

export function InlineError({ error }: { error: unknown }) {
  return (
    <p role="alert" className="flex gap-2 rounded-control bg-bad-soft px-3 py-2 text-sm text-bad">
      <CircleAlert size={16} aria-hidden className="mt-px shrink-0" />
      <span className="min-w-0 break-words">{messageOf(error)}</span>
    </p>
  );
}
