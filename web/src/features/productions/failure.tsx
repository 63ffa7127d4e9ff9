// SPDX-License-Identifier: Apache-2.0
/** Why a production failed, and what can be done about it. */
import { useNavigate } from "@tanstack/react-router";
import { Copy, RotateCw, TriangleAlert } from "lucide-react";

import { formatMoment } from "@/lib/formats";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import { type ProductionDetail, useCreateProduction } from "./queries";

export function Failure({ production }: { production: ProductionDetail }) {
  const navigate = useNavigate();
  const create = useCreateProduction();
  const retry = () =>
    create.mutate(
      {
        uploadId: production.uploadId,
        name: production.name,
        story: production.defaultStoryText,
      },
      {
        onSuccess: (answer) =>
          void navigate({
            to: "/productions" as never,
            search: { id: String(answer.production.id) } as never,
            replace: true,
          }),
      },
    );
  return (
    <section aria-label="Failure" className="rounded-panel border border-bad bg-bad-soft p-4">
      <div className="flex flex-wrap items-start gap-3">
        <TriangleAlert size={16} aria-hidden className="mt-0.5 shrink-0 text-bad" />
        <div className="min-w-0 flex-1 basis-64">
          <h2 className="text-sm font-semibold">
            Attempt {production.job?.attempt ?? 1} failed at {formatMoment(production.updatedAt)}
          </h2>
          <p className="mt-1 text-sm break-words">{production.errorMessage}</p>
          <p className="mt-1 font-mono text-xs text-ink-2">
            {production.errorCode} · {production.ulid}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button icon={Copy} onClick={() => void copyDetails(production)}>
            Copy details
          </Button>
          <Button
            look="primary"
            icon={RotateCw}
            isBusy={create.isPending}
            whyDisabled={production.sourceName === null ? "Its source was deleted" : undefined}
            onClick={retry}
          >
            Retry
          </Button>
        </div>
      </div>
      {create.error && (
        <div className="mt-3">
          <InlineError error={create.error} />
        </div>
      )}
    </section>
  );
}

async function copyDetails(production: ProductionDetail): Promise<void> {
  const lines = [
    `Production ${production.id} (${production.ulid}): ${production.name}`,
    `Failed at ${production.updatedAt}, attempt ${production.job?.attempt ?? 1}`,
    `${production.errorCode}: ${production.errorMessage}`,
    `Upload ${production.uploadId}, profile ${production.config.profile}`,
  ];
  try {
    await navigator.clipboard.writeText(lines.join("\n"));
    showToast("The details are copied");
  } catch {
    showToast("This browser does not let the page copy text", { tone: "bad" });
  }
}
