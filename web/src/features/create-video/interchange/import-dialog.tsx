// SPDX-License-Identifier: Apache-2.0
/** Makes a timeline of an OpenTimelineIO file, and asks which uploads its missing files are. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";
import { useMutation } from "@/ui/use-mutation";

import { FileChoice } from "./file-choice";
import { LossList } from "./loss-list";
import { uploadNamed } from "./matching";
import { type Imported, type Upload, importFile, listUploads } from "./requests";

const MOST_BYTES = 2 * 2 ** 20;
const NONE = "";

interface ImportDialogProps {
  onOpen: (projectId: number) => void;
  onClose: () => void;
}

interface Tried {
  otio: unknown;
  answer: Imported;
  files: Record<string, number>;
  missing: string[];
}

export function ImportDialog({ onOpen, onClose }: ImportDialogProps) {
  const queries = useQueryClient();
  const uploads = useQuery({
    queryKey: queryKeys.uploadList({ for: "interchange" }),
    queryFn: listUploads,
  });
  const [tried, setTried] = useState<Tried | null>(null);
  const attempt = useMutation({
    mutationFn: async (file: File): Promise<Tried> => {
      const otio = await contentOf(file);
      const answer = await importFile(otio, {}, true);
      const missing = answer.missing.map((one) => one.name);
      return { otio, answer, missing, files: matches(missing, uploads.data ?? []) };
    },
    onSuccess: setTried,
  });
  const finish = useMutation({
    mutationFn: async () => (tried ? importFile(tried.otio, tried.files, false) : null),
    onSuccess: (answer) => {
      void queries.invalidateQueries({ queryKey: queryKeys.projects });
      if (answer?.project) onOpen(answer.project.id);
      onClose();
    },
  });
  return (
    <Dialog title="Import timeline" onClose={onClose}>
      <div className="flex flex-col gap-4">
        <FileChoice
          label="OpenTimelineIO file"
          accept=".otio,.json,application/json"
          isBusy={uploads.isPending || attempt.isPending}
          onChoose={(file) => {
            setTried(null);
            attempt.mutate(file);
          }}
        />
        {uploads.error && <InlineError error={uploads.error} />}
        {attempt.error && <InlineError error={attempt.error} />}
        {tried && tried.missing.length > 0 && (
          <MissingFiles
            tried={tried}
            uploads={uploads.data ?? []}
            onChange={(files) => setTried({ ...tried, files })}
          />
        )}
        {tried && tried.answer.losses.length > 0 && (
          <LossList label="Left out" losses={tried.answer.losses} />
        )}
        {finish.error && <InlineError error={finish.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button
            look="primary"
            isBusy={attempt.isPending || finish.isPending}
            whyDisabled={tried ? undefined : "Choose a file first."}
            onClick={() => finish.mutate()}
          >
            Import
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

interface MissingProps {
  tried: Tried;
  uploads: Upload[];
  onChange: (files: Record<string, number>) => void;
}

function MissingFiles({ tried, uploads, onChange }: MissingProps) {
  const options = [
    { value: NONE, label: "Leave its clips out" },
    ...uploads.map((one) => ({ value: String(one.id), label: one.name })),
  ];
  const choose = (name: string, value: string) => {
    const { [name]: _, ...others } = tried.files;
    onChange(value === NONE ? others : { ...others, [name]: Number(value) });
  };
  return (
    <section aria-label="Missing files" className="flex flex-col gap-3">
      <p className="text-sm text-ink-2">
        These files are not known by the timeline. Choose the uploads that they are.
      </p>
      {tried.missing.map((name) => (
        <SelectField
          key={name}
          label={name}
          options={options}
          value={String(tried.files[name] ?? NONE)}
          onChange={(value) => choose(name, value)}
        />
      ))}
    </section>
  );
}

function matches(names: string[], uploads: Upload[]): Record<string, number> {
  const found = names.map((name) => [name, uploadNamed(name, uploads)?.id] as const);
  return Object.fromEntries(found.filter((one): one is [string, number] => one[1] !== undefined));
}

async function contentOf(file: File): Promise<unknown> {
  if (file.size > MOST_BYTES) throw new Error("The file is larger than 2 MiB.");
  try {
    return JSON.parse(await file.text()) as unknown;
  } catch {
    throw new Error(`${file.name} is no OpenTimelineIO file.`);
  }
}
