// SPDX-License-Identifier: Apache-2.0
/** Lists what uses an upload, as the server knows it. */
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";

import type { Upload } from "./facts";
import { useProjectNames, useUploadDetails } from "./queries";

const SHOWN = 5;

export function Usage({ upload }: { upload: Upload }) {
  const details = useUploadDetails(upload.id);
  const names = useProjectNames();
  if (details.isPending) return <Skeleton className="h-4 w-24" />;
  if (details.error) return <InlineError error={details.error} />;
  const uses = details.data.upload.usedBy;
  if (uses.length === 0) return <p className="text-sm">Nothing uses it.</p>;
  // Only the newest are known by name; one that has none is called as in the editor.
  const nameOf = (id: number) =>
    names.data?.has(id) ? names.data.get(id) || "Untitled" : `Project ${id}`;
  return (
    <ul className="flex flex-col gap-1 text-sm">
      {uses.slice(0, SHOWN).map(({ kind, id }) => (
        <li key={`${kind} ${id}`} className="truncate">
          {kind === "publication" ? (
            <a className="underline" href={`/watch/${id}`} target="_blank" rel="noreferrer">
              Publication {id}
            </a>
          ) : kind === "project" ? (
            nameOf(id)
          ) : (
            `${kind[0]?.toUpperCase()}${kind.slice(1)} ${id}`
          )}
        </li>
      ))}
      {uses.length > SHOWN && <li className="text-ink-3">and {uses.length - SHOWN} more</li>}
    </ul>
  );
}
