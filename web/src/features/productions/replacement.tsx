// SPDX-License-Identifier: Apache-2.0
/** The replacement of a stream: another video is packaged while the old stream plays on. */
import { Replace } from "lucide-react";
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { optionsQuery, publicationsQuery } from "@/features/publications";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { Progress } from "@/ui/progress";
import { SelectField } from "@/ui/select-field";
import { showToast } from "@/ui/toast";

import type { ProductionDetail } from "./queries";
import { replacingVideosQuery, useCancelReplacement, useReplace } from "./stream-queries";

export function ReplacementCard({ production }: { production: ProductionDetail }) {
  const [isChoosing, setChoosing] = useState(false);
  const cancel = useCancelReplacement(production.id);
  const { replacement } = production;
  return (
    <section aria-labelledby="video" className="rounded-panel border border-line bg-panel p-4">
      <div className="mb-2 flex items-center justify-between gap-2">
        <h2 id="video" className="text-sm font-semibold">
          Video
        </h2>
        <Button
          icon={Replace}
          whyDisabled={replacement?.state === "in_progress" ? "It is being replaced" : undefined}
          onClick={() => setChoosing(true)}
        >
          Replace
        </Button>
      </div>
      {!replacement && (
        <p className="text-sm text-ink-3">
          Publish a mended version under the same links: links, embeds and captions stay.
        </p>
      )}
      {replacement && (
        <div className="flex flex-col gap-2 text-sm">
          {replacement.state === "failed" ? (
            <p role="alert" className="text-bad">
              The replacement failed. {replacement.errorMessage}
            </p>
          ) : (
            <>
              <p>
                Upload {replacement.uploadId} is being packaged. The present stream plays until then.
              </p>
              <Progress percent={replacement.progressPct} label="Replacement done" />
            </>
          )}
          <Button
            className="self-start"
            isBusy={cancel.isPending}
            onClick={() => cancel.mutate(undefined)}
          >
            {replacement.state === "failed" ? "Dismiss" : "Cancel the replacement"}
          </Button>
        </div>
      )}
      {cancel.error && <InlineError error={cancel.error} />}
      {isChoosing && <ReplaceDialog production={production} onClose={() => setChoosing(false)} />}
    </section>
  );
}

interface ReplaceDialogProps {
  production: ProductionDetail;
  onClose: () => void;
}

function ReplaceDialog({ production, onClose }: ReplaceDialogProps) {
  const videos = useQuery(replacingVideosQuery);
  const replace = useReplace(production.id);
  const waiting = useSpacesThatApprove(production);
  const [chosen, setChosen] = useState("");
  const choices = (videos.data?.items ?? []).filter(
    (one) => one.state === "ready" && one.id !== production.uploadId,
  );
  const options = [
    { value: "", label: videos.isPending ? "Loading…" : "Choose a video" },
    ...choices.map((one) => ({ value: String(one.id), label: wordsFor(one) })),
  ];
  const confirm = () =>
    replace.mutate(Number(chosen), {
      onSuccess: () => {
        showToast("The new video is being packaged");
        onClose();
      },
    });
  return (
    <Dialog title={`Replace the video of “${production.name}”`} size="small" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <p className="text-ink-2">
          Whoever opens it after that sees the new video. Publications, links, embeds, captions and
          a chosen poster stay; what reviewers said counts for the earlier video.
        </p>
        {waiting.length > 0 && (
          <p className="text-warn">
            It is not shown in {waiting.join(", ")} until a moderator there has approved the new video.
          </p>
        )}
        <SelectField label="New video" value={chosen} options={options} onChange={setChosen} />
        {(replace.error ?? videos.error) && (
          <InlineError error={(replace.error ?? videos.error) as Error} />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            icon={Replace}
            isBusy={replace.isPending}
            whyDisabled={chosen ? undefined : "Choose a video first"}
            onClick={confirm}
          >
            Replace
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

/** The names of the spaces where the production is published and moderators approve. */
function useSpacesThatApprove(production: ProductionDetail): string[] {
  const publications = useQuery(publicationsQuery(production.id));
  const spaces = useQuery(optionsQuery(production.uploadId));
  const shown = (publications.data ?? []).filter((one) => one.status === "published");
  const ids = new Set(shown.map((one) => one.spaceId));
  return (spaces.data ?? [])
    .filter((space) => space.needsApproval && ids.has(space.id))
    .map((space) => space.name);
}

function wordsFor(one: { id: number; name: string; originalFilename: string; videoRole: string | null }) {
  const kind = one.videoRole === "export" ? "export" : "upload";
  return `${one.name || one.originalFilename} · ${kind} ${one.id}`;
}
