// SPDX-License-Identifier: Apache-2.0
/** A narration from the microphone to its place on the timeline. */
import { create } from "zustand";

import { uploadEngine, useUploadRows } from "@/features/upload-tray";
import { useView } from "@/timeline";

import { addUpload } from "../adding";
import { useProject } from "../project-state";
import { say, sayRefusal } from "@/lib/status-line";
import { fetchUpload } from "../uploads";
import { type Recording, reasonOf, record } from "./microphone";

type Phase = "idle" | "asking" | "recording" | "saving";

interface NarrationState {
  phase: Phase;
  /** When the recording began, in milliseconds since the page was opened. */
  since: number;
  recording: Recording | null;
}

export const useNarration = create<NarrationState>(() => ({
  phase: "idle",
  since: 0,
  recording: null,
}));

/** Where the recording that runs is to be put. */
let place = { projectId: 0, at: 0 };

function openProject(): number {
  return useProject.getState().project?.id ?? 0;
}

/** Begins to record at the playhead, and plays the timeline along. */
export async function startRecording(): Promise<void> {
  if (useNarration.getState().phase !== "idle") return;
  useNarration.setState({ phase: "asking" });
  try {
    const recording = await record();
    place = { projectId: openProject(), at: useView.getState().playhead };
    useView.setState({ isPlaying: true });
    useNarration.setState({ phase: "recording", since: performance.now(), recording });
  } catch (error) {
    useNarration.setState({ phase: "idle" });
    sayRefusal(reasonOf(error));
  }
}

/** Forgets what was recorded. */
export function discardRecording(): void {
  const { recording } = useNarration.getState();
  recording?.discard();
  useView.setState({ isPlaying: false });
  useNarration.setState({ phase: "idle", recording: null });
}

/** Ends the recording, uploads it, and puts it where it began. */
export async function finishRecording(): Promise<void> {
  const { recording, phase } = useNarration.getState();
  if (recording === null || phase !== "recording") return;
  useNarration.setState({ phase: "saving" });
  useView.setState({ isPlaying: false });
  const { projectId, at } = place;
  const file = await recording.finish();
  useNarration.setState({ phase: "idle", recording: null });
  say(`${file.name} is uploaded, and then put on the timeline.`);
  const [rowId] = uploadEngine.add([{ file, target: "narration" }]);
  const uploadId = rowId === undefined ? undefined : await readyUpload(rowId);
  const upload = uploadId === undefined ? undefined : await fetchUpload(uploadId);
  // Whoever has opened another timeline meanwhile finds it among the narrations.
  if (upload && openProject() === projectId) addUpload(upload, { at, lane: "narration" });
}

/** Waits until the server has checked an upload; undefined when it was cancelled or taken away. */
function readyUpload(rowId: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const look = () => {
      const row = useUploadRows.getState().rows.find((one) => one.id === rowId);
      const isOver = row === undefined || row.phase === "cancelled";
      if (!isOver && row.phase !== "ready") return;
      stop();
      resolve(isOver ? undefined : row.uploadId);
    };
    const stop = useUploadRows.subscribe(look);
    look();
  });
}
