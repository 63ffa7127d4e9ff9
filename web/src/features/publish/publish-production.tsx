// SPDX-License-Identifier: Apache-2.0
/** Chooses into which spaces a production is published, and tells the story that goes with it. */
import { useState } from "react";

import { useQuery } from "@/api/use-query";
import { useBreadcrumb } from "@/app/breadcrumb";
import { type ProductionDetail, productionQuery } from "@/features/productions";
import { type AudienceChoice, AudienceField } from "@/features/publications";
import { useSearchParams } from "@/lib/search-params";
import { ErrorState } from "@/ui/error-state";
import { Skeleton } from "@/ui/skeleton";

import { firstChoices } from "./first-choices";
import { Footer } from "./footer";
import { LastApply } from "./last-apply";
import { LaterDialog } from "./later-dialog";
import { ProductionHead } from "./production-head";
import {
  type Changes,
  type SpaceResult,
  optionsQuery,
  publicationsQuery,
  useApply,
} from "./queries";
import { changesOf, mustSayAudience, rowsOf } from "./rows";
import { Schedules } from "./schedules";
import { SpaceList } from "./space-list";
import { SpaceStories } from "./space-stories";
import { Story } from "./story";

export function PublishProduction({ productionId }: { productionId: number }) {
  const query = useQuery(productionQuery(productionId));
  useBreadcrumb(query.data?.name ?? "");
  if (query.error && !query.data) {
    return (
      <div className="p-6">
        <ErrorState
          heading="Publish"
          title="This production could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
          wayOut={{ to: "/productions", label: "Go to Productions" }}
        />
      </div>
    );
  }
  if (!query.data) return <Placeholder />;
  return <Form production={query.data} />;
}

/** What was done last, and who may watch what was published then. */
interface Applied {
  at: Date;
  results: SpaceResult[];
  audience: AudienceChoice;
}

function Form({ production }: { production: ProductionDetail }) {
  const options = useQuery(optionsQuery(production.uploadId));
  const publications = useQuery(publicationsQuery(production.id));
  const [{ space }] = useSearchParams();
  const [choices, setChoices] = useState(() => firstChoices(space));
  const [audience, setAudience] = useState<AudienceChoice>("inherit");
  const [story, setStory] = useState<string | null>(null);
  const [applied, setApplied] = useState<Applied | null>(null);
  const [isLater, setLater] = useState(false);
  const apply = useApply(production.id);

  const rows = rowsOf(
    options.data ?? [],
    publications.data ?? [],
    choices,
    applied?.results ?? [],
  );
  const newStory =
    story === null || story === production.defaultStoryText ? undefined : story;
  const isReady = production.state === "ready";

  const discard = () => {
    setChoices(new Map());
    setStory(null);
    setAudience("inherit");
  };
  const submit = (changes: Pick<Changes, "publish" | "unpublish">, chosen = audience) =>
    apply.mutate(
      {
        ...changes,
        story: newStory,
        visibility: mustSayAudience(rows, changes.publish, chosen) ? chosen : undefined,
      },
      {
        onSuccess: (results) => {
          setApplied({ at: new Date(), results, audience: chosen });
          discard();
        },
      },
    );
  const error = options.error ?? publications.error;

  return (
    <div className="flex min-h-full flex-col">
      <div className="flex-1 p-4 min-[900px]:px-6">
        <ProductionHead production={production} />
        {error && !options.data ? (
          <ErrorState
            title="The spaces could not be loaded"
            error={error}
            onRetry={() => Promise.all([options.refetch(), publications.refetch()])}
          />
        ) : (
          <div className="grid items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_400px]">
            {options.isPending || publications.isPending ? (
              <ListPlaceholder />
            ) : (
              <SpaceList
                rows={rows}
                isDisabled={!isReady || apply.isPending}
                onChoose={(one, isChosen) => setChoices(new Map(choices).set(one, isChosen))}
                onRetry={(one) => submit({ publish: [one], unpublish: [] }, applied?.audience)}
              />
            )}
            <div className="flex flex-col gap-4">
              <Story
                value={story ?? production.defaultStoryText}
                isDisabled={!isReady || apply.isPending}
                onChange={setStory}
              />
              {rows.some((row) => row.change === "publish") && (
                <section
                  aria-label="Audience"
                  className="rounded-panel border border-line bg-panel p-4"
                >
                  <AudienceField
                    value={audience}
                    disabled={!isReady || apply.isPending}
                    onChange={setAudience}
                  />
                </section>
              )}
              <SpaceStories
                spaces={options.data ?? []}
                publications={publications.data ?? []}
              />
              <Schedules productionId={production.id} spaces={options.data ?? []} />
              {applied && <LastApply applied={applied} spaces={options.data ?? []} />}
            </div>
          </div>
        )}
      </div>
      <Footer
        rows={rows}
        isStoryChanged={newStory !== undefined}
        isReady={isReady}
        isBusy={apply.isPending}
        error={apply.error}
        onDiscard={discard}
        onLater={() => setLater(true)}
        onApply={() => submit(changesOf(rows))}
      />
      {isLater && (
        <LaterDialog
          productionId={production.id}
          spaces={rows.filter((row) => row.change === "publish").map((row) => row.space)}
          onClose={() => setLater(false)}
          onScheduled={discard}
        />
      )}
    </div>
  );
}

/** Holds the place of the list of spaces: its head, and a row for each. */
function ListPlaceholder() {
  return (
    <div aria-hidden className="overflow-hidden rounded-panel border border-line bg-panel">
      <div className="flex h-16 items-center justify-between p-4">
        <Skeleton className="h-6 w-20" />
        <Skeleton className="h-8 w-56 max-w-[60%]" />
      </div>
      {[1, 2, 3].map((key) => (
        <div key={key} className="flex h-14 items-center gap-3 border-t border-line px-4">
          <Skeleton className="size-7" />
          <Skeleton className="h-4 w-40" />
          <Skeleton className="ml-auto h-4 w-24" />
        </div>
      ))}
    </div>
  );
}

function Placeholder() {
  return (
    <div className="p-4 min-[900px]:px-6">
      <h1 className="sr-only">Publish</h1>
      <div className="mb-4 flex items-center gap-4">
        <Skeleton className="h-[72px] w-32 shrink-0" />
        <div className="flex min-w-0 flex-1 flex-col gap-2">
          <Skeleton className="h-6 w-64 max-w-full" />
          <Skeleton className="h-4 w-48 max-w-full" />
        </div>
      </div>
      <div className="grid items-start gap-4 min-[1100px]:grid-cols-[minmax(0,1fr)_400px]">
        <ListPlaceholder />
        <Skeleton className="h-[246px] rounded-panel" />
      </div>
    </div>
  );
}
