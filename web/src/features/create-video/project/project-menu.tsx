// SPDX-License-Identifier: Apache-2.0
/** The list of timelines: choose one, or make, rename, duplicate and archive them. */
import { useQueryClient } from "@tanstack/react-query";
import {
  Archive,
  ArchiveRestore,
  ChevronDown,
  Copy,
  FileDown,
  FileUp,
  History,
  Pencil,
  Plus,
} from "lucide-react";
import { useState } from "react";

import { messageOf } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { formatAgo } from "@/lib/formats";
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from "@/ui/menu";
import { showToast } from "@/ui/toast";

import { ImportDialog } from "../interchange/import-dialog";
import { WriteDialog } from "../interchange/write-dialog";
import {
  archiveProject,
  createProject,
  duplicateProject,
  listProjects,
  restoreProject,
} from "../project-requests";
import { saves, useProject } from "../project-state";
import { HistoryDialog } from "../revisions/history-dialog";
import { ArchivedDialog } from "./archived-dialog";
import { NameDialog } from "./name-dialog";
import { nameOf } from "./names";

const MOST_SHOWN = 12;

export function ProjectMenu({ onOpen }: { onOpen: (id: number) => void }) {
  const project = useProject((state) => state.project);
  const queries = useQueryClient();
  const [dialog, setDialog] = useState<"name" | "write" | "import" | "history" | "archived" | null>(null);
  const close = () => setDialog(null);
  const list = useQuery({ queryKey: queryKeys.projects, queryFn: listProjects });
  const active = list.data?.filter((one) => one.status === "active") ?? [];

  const attempt = async (work: () => Promise<void>) => {
    try {
      await saves()?.flush();
      await work();
    } catch (error) {
      showToast(messageOf(error), { tone: "bad" });
    }
    void queries.invalidateQueries({ queryKey: queryKeys.projects });
  };
  const archive = () =>
    attempt(async () => {
      if (!project) return;
      await archiveProject(project.id);
      const restore = async () => {
        await restoreProject(project.id);
        onOpen(project.id);
      };
      showToast(`${nameOf(project)} is archived`, {
        action: { label: "Undo", run: () => void attempt(restore) },
      });
      const next = active.find((one) => one.id !== project.id);
      onOpen(next?.id ?? (await createProject()).id);
    });

  if (!project) return null;
  return (
    <>
      <Menu
        align="start"
        trigger={
          <button
            type="button"
            onPointerDown={() => void list.refetch()}
            className="flex h-8 min-w-0 items-center gap-1.5 rounded-control px-2 text-sm font-semibold hover:bg-hover"
          >
            <span className="sr-only">Timelines, open: </span>
            <span className="truncate">{nameOf(project)}</span>
            <ChevronDown size={16} aria-hidden className="shrink-0 text-ink-3" />
          </button>
        }
      >
        <MenuItem
          icon={Plus}
          onSelect={() => void attempt(async () => onOpen((await createProject()).id))}
        >
          New
        </MenuItem>
        <MenuItem icon={FileUp} onSelect={() => setDialog("import")}>
          Import timeline
        </MenuItem>
        <MenuItem icon={FileDown} onSelect={() => setDialog("write")}>
          Export as…
        </MenuItem>
        <MenuItem icon={History} onSelect={() => setDialog("history")}>
          History
        </MenuItem>
        <MenuItem icon={Pencil} onSelect={() => setDialog("name")}>
          Rename
        </MenuItem>
        <MenuItem
          icon={Copy}
          onSelect={() => void attempt(async () => onOpen((await duplicateProject(project.id)).id))}
        >
          Duplicate
        </MenuItem>
        <MenuItem icon={Archive} onSelect={() => void archive()}>
          Archive
        </MenuItem>
        <MenuItem icon={ArchiveRestore} onSelect={() => setDialog("archived")}>
          Archived timelines
        </MenuItem>
        <MenuSeparator />
        <MenuLabel isSecondary>Timelines</MenuLabel>
        {active.slice(0, MOST_SHOWN).map((one) => (
          <MenuChoice
            key={one.id}
            isChosen={one.id === project.id}
            onSelect={() => one.id !== project.id && onOpen(one.id)}
          >
            <span className="min-w-0 max-w-64 flex-1 truncate">
              {one.id === project.id ? nameOf(project) : nameOf(one)}
            </span>
            <span className="text-xs text-ink-3">{formatAgo(one.updatedAt)}</span>
          </MenuChoice>
        ))}
      </Menu>
      {dialog === "name" && (
        <NameDialog title="Rename the timeline" action="Rename" onClose={close} />
      )}
      {dialog === "write" && <WriteDialog onClose={close} />}
      {dialog === "history" && <HistoryDialog projectId={project.id} onClose={close} />}
      {dialog === "archived" && <ArchivedDialog onOpen={onOpen} onClose={close} />}
      {dialog === "import" && <ImportDialog onOpen={onOpen} onClose={close} />}
    </>
  );
}
