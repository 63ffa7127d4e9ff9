// SPDX-License-Identifier: Apache-2.0
/** Downloads the timeline as a file of another program, and says before what that does not hold. */
import { useState } from "react";

import { messageOf } from "@/api/error";
import { useQuery } from "@/api/use-query";
import { download } from "@/lib/downloading";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Segments } from "@/ui/segments";
import { Skeleton } from "@/ui/skeleton";

import { saves, useProject } from "../project-state";
import { LossList } from "./loss-list";
import { type Format, fileUrl, readLosses } from "./requests";

const FORMATS: { value: Format; label: string; about: string }[] = [
  {
    value: "otio",
    label: "OpenTimelineIO",
    about: "For Resolve, Premiere and Kdenlive. Imported here again, it is exactly as it was.",
  },
  {
    value: "edl",
    label: "EDL",
    about: "For every editing program: cuts, speeds and dissolves of the base track.",
  },
  {
    value: "fcpxml",
    label: "FCPXML",
    about: "For Final Cut Pro and Resolve: the base track and what is connected to it.",
  },
];

const HEADINGS: Record<Format, string> = {
  otio: "Other programs do not see",
  edl: "An EDL does not hold",
  fcpxml: "FCPXML does not hold",
};

export function WriteDialog({ onClose }: { onClose: () => void }) {
  const project = useProject((state) => state.project);
  const [format, setFormat] = useState<Format>("otio");
  const about = FORMATS.find((one) => one.value === format)?.about;
  const losses = useQuery({
    queryKey: ["interchange", project?.id, format],
    queryFn: async () => {
      await saves()?.saveAll();
      return readLosses(project?.id ?? 0, format);
    },
    enabled: project !== null,
    gcTime: 0,
  });
  if (!project) return null;
  return (
    <Dialog title="Export as…" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <div className="flex flex-col items-start gap-2">
          <Segments label="Format" options={FORMATS} value={format} onChange={setFormat} />
          <p className="text-sm text-ink-2">{about}</p>
        </div>
        {losses.isPending && <Skeleton className="h-24" />}
        {losses.error && <InlineError error={losses.error} />}
        {losses.data?.length === 0 && (
          <p className="text-sm text-ink-2">The file holds everything of this timeline.</p>
        )}
        {losses.data && losses.data.length > 0 && (
          <LossList label={HEADINGS[format]} losses={losses.data} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            isBusy={losses.isPending}
            whyDisabled={losses.error ? messageOf(losses.error) : undefined}
            onClick={() => {
              download(fileUrl(project.id, format));
              onClose();
            }}
          >
            Download
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
