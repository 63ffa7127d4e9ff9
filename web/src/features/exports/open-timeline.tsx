// SPDX-License-Identifier: Apache-2.0
/** Leads to the timeline that a video was rendered of. */
import { useNavigate } from "@tanstack/react-router";
import { Scissors } from "lucide-react";

import { Button } from "@/ui/button";

const CURRENT_PROJECT = "create_video_current_project_id";

/** Returns a function that opens a project in Create Video. */
export function useOpenTimeline(): (projectId: number) => void {
  const navigate = useNavigate();
  return (projectId) => {
    try {
      localStorage.setItem(CURRENT_PROJECT, String(projectId));
    } catch {
      // The address says the same.
    }
    void navigate({
      to: "/create-video" as never,
      search: { project: String(projectId) } as never,
    });
  };
}

interface OpenTimelineProps {
  projectId: number | null;
  className?: string;
}

export function OpenTimeline({ projectId, className }: OpenTimelineProps) {
  const open = useOpenTimeline();
  return (
    <Button
      icon={Scissors}
      className={className}
      whyDisabled={projectId === null ? "Its project was deleted" : undefined}
      onClick={() => projectId !== null && open(projectId)}
    >
      Open Timeline
    </Button>
  );
}
