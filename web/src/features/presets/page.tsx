// SPDX-License-Identifier: Apache-2.0
/** /presets: the looks and mixes that productions are made with, by family. */
import { Copy, Plus, SlidersHorizontal } from "lucide-react";

import { useSearchParams } from "@/lib/search-params";
import { Button } from "@/ui/button";
import { Choices } from "@/ui/choices";
import { cx } from "@/ui/cx";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { PageHeader } from "@/ui/page-header";
import { Skeleton } from "@/ui/skeleton";

import { FAMILIES, type Family } from "./families";
import { PresetDetails } from "./preset-details";
import { useCanCreate } from "./preset-choice";
import { useCreatePreset, usePresets } from "./queries";
import type { Preset } from "./requests";

/** The list, and beside it the preset that is open. */
const COLUMNS = "grid grid-cols-[300px_minmax(0,1fr)] gap-4 max-[899px]:grid-cols-1";

export default function PresetsPage() {
  const [search, change] = useSearchParams();
  const family = FAMILIES.find((one) => one.key === search.family) ?? (FAMILIES[0] as Family);
  const presets = usePresets(family.key);
  const chosen = presets.data?.find((preset) => String(preset.id) === search.preset) ?? presets.data?.[0];
  const open = (preset: Preset) => change({ preset: String(preset.id) }, { replace: true });
  return (
    <div className="p-4 min-[900px]:px-6">
      <PageHeader title="Presets" note={family.about}>
        <NewPreset family={family} onMade={open} />
      </PageHeader>
      <div className="mb-4">
        <Choices
          label="Family of presets"
          choices={FAMILIES.map(({ key, title }) => ({ value: key, name: title }))}
          value={family.key}
          onChange={(key) => change({ family: key, preset: undefined }, { replace: true })}
        />
      </div>
      <div className={chosen || presets.isPending ? COLUMNS : undefined}>
        <PresetList family={family} presets={presets} chosen={chosen} onOpen={open} />
        {presets.isPending && <DetailsPlaceholder />}
        {chosen && (
          <PresetDetails
            key={`${family.key}/${chosen.id}`}
            family={family}
            preset={chosen}
            onMade={open}
          />
        )}
      </div>
    </div>
  );
}

function NewPreset({ family, onMade }: { family: Family; onMade: (preset: Preset) => void }) {
  const create = useCreatePreset(family);
  if (!useCanCreate(family)) return null;
  return (
    <Button
      look="primary"
      icon={Plus}
      isBusy={create.isPending}
      onClick={() => create.mutate(undefined, { onSuccess: onMade })}
    >
      New preset
    </Button>
  );
}

interface PresetListProps {
  family: Family;
  presets: ReturnType<typeof usePresets>;
  chosen: Preset | undefined;
  onOpen: (preset: Preset) => void;
}

function PresetList({ family, presets, chosen, onOpen }: PresetListProps) {
  if (presets.isPending) {
    return (
      <div role="status" aria-label="Loading" className="flex flex-col gap-1">
        <Skeleton className="h-12" />
        {Array.from({ length: 2 }, (_, index) => (
          <div key={index} className="flex h-12 items-center px-3">
            <Skeleton className="h-4 w-3/5" />
          </div>
        ))}
      </div>
    );
  }
  if (presets.error) {
    return (
      <ErrorState
        title="The presets could not be loaded"
        error={presets.error}
        onRetry={() => presets.refetch()}
      />
    );
  }
  if (presets.data.length === 0) {
    return (
      <EmptyState icon={SlidersHorizontal} title={`No ${family.noun}s yet`}>
        {family.about} Press New preset to make one.
      </EmptyState>
    );
  }
  return (
    <ul aria-label={`${family.title} presets`} className="flex flex-col gap-1">
      {presets.data.map((preset) => (
        <li key={preset.id}>
          <button
            type="button"
            aria-current={preset.id === chosen?.id ? "true" : undefined}
            onClick={() => onOpen(preset)}
            className={cx(
              "flex min-h-12 w-full items-center gap-2 rounded-control border px-3 text-left hover:bg-hover",
              preset.id === chosen?.id ? "border-accent bg-accent-soft" : "border-transparent",
            )}
          >
            <span className="min-w-0 flex-1 truncate font-medium">{preset.name}</span>
            {preset.isDefault && <Tag>Default</Tag>}
            {preset.isShared && <Tag>Shared</Tag>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function DetailsPlaceholder() {
  return (
    <div
      aria-hidden
      className="grid min-w-0 grid-cols-[minmax(0,1fr)_340px] items-start gap-4 max-[1199px]:grid-cols-1"
    >
      <div className="flex min-w-0 flex-col gap-4">
        <Skeleton className="aspect-video rounded-panel" />
        {["Name", "Description"].map((label) => (
          <div key={label} className="flex flex-col gap-1">
            <Skeleton className="h-[18px] w-24" />
            <Skeleton className="h-8 max-[899px]:h-11" />
          </div>
        ))}
      </div>
      <Skeleton className="h-96 rounded-panel" />
    </div>
  );
}

function Tag({ children }: { children: string }) {
  return (
    <span className="flex shrink-0 items-center gap-1 rounded-clip border border-line px-1.5 text-xs text-ink-2">
      {children === "Shared" && <Copy size={12} aria-hidden />}
      {children}
    </span>
  );
}
