// SPDX-License-Identifier: Apache-2.0
/** The exact frame: what an export shows under the playhead, in the place of the instant preview. */
import { create } from "zustand";

import { answerOf, api } from "@/api/client";
import { ApiError, messageOf } from "@/api/error";
import { useResolved } from "@/media/preview";
import { useDocument, useView } from "@/timeline";

import { itemIdAt } from "../pointers";
import { saves, useProject } from "../project-state";
import { type DrawingPorts, drawFrame } from "./drawing";

export type ExactFrame =
  | { kind: "none" }
  | { kind: "drawing"; frame: number }
  | { kind: "shown"; frame: number; url: string }
  /** `itemId` names the item that is the reason, if it is one. */
  | { kind: "failed"; frame: number; reason: string; itemId?: string };

interface ExactState {
  exact: ExactFrame;
}

export const useExactFrame = create<ExactState>()(() => ({ exact: { kind: "none" } }));

let asking: AbortController | null = null;
/** While it saves, the document may change by a merge; what is drawn is what was saved last. */
let isSaving = false;

/** Shows the exact frame, or the instant preview again if it is shown. */
export function toggleExactFrame(): void {
  if (useExactFrame.getState().exact.kind === "none") void showExactFrame();
  else leaveExactFrame();
}

/** Goes back to the instant preview. */
export function leaveExactFrame(): void {
  asking?.abort();
  asking = null;
  isSaving = false;
  if (useExactFrame.getState().exact.kind !== "none") show({ kind: "none" });
}

/** Asks for the exact frame under the playhead and shows it. */
export async function showExactFrame(): Promise<void> {
  // Whatever moves ends the exact frame, so it is asked for when all stands still.
  if (useView.getState().isPlaying) await stopPlaying();
  leaveExactFrame();
  if (useView.getState().isPlaying) return;
  const mine = (asking = new AbortController());
  const frames = useResolved.getState().resolved?.frames ?? 0;
  const project = useProject.getState().project;
  if (!project || frames === 0) return;
  const frame = Math.min(useView.getState().playhead, frames - 1);
  show({ kind: "drawing", frame });
  try {
    const url = await drawFrame(portsOf(project.id), frame, mine.signal);
    if (!mine.signal.aborted) show({ kind: "shown", frame, url });
  } catch (error) {
    if (!mine.signal.aborted) show({ kind: "failed", frame, ...reasonOf(error) });
  }
}

/** Goes back to the instant preview as soon as anything moves or changes; returns what ends that. */
export function followChanges(): () => void {
  const left = () => {
    if (!isSaving) leaveExactFrame();
  };
  const ends = [
    useDocument.subscribe((state) => state.version, left),
    useView.subscribe((state) => state.playhead, leaveExactFrame),
    useView.subscribe((state) => state.isPlaying, leaveExactFrame),
  ];
  return () => {
    for (const end of ends) end();
    leaveExactFrame();
  };
}

function show(exact: ExactFrame): void {
  useExactFrame.setState({ exact });
}

function reasonOf(error: unknown): { reason: string; itemId?: string } {
  const [problem] = error instanceof ApiError ? error.problems : [];
  if (!problem) return { reason: messageOf(error) };
  const { document } = useDocument.getState();
  return { reason: problem.detail, itemId: itemIdAt(document, problem.pointer) };
}

/** Stops, and waits until the playhead is where the picture is. */
async function stopPlaying(): Promise<void> {
  useView.setState({ isPlaying: false });
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
}

async function save(): Promise<number> {
  const queue = saves();
  if (!queue) throw new Error("No timeline is open.");
  isSaving = true;
  try {
    await queue.saveAll();
  } catch {
    throw new Error("The newest changes are not saved yet, so the server cannot draw them.");
  } finally {
    isSaving = false;
  }
  return Number(queue.saved.etag.replaceAll('"', ""));
}

function portsOf(projectId: number): DrawingPorts {
  const path = "/api/create-video/projects/{projectId}/frames" as const;
  return {
    save,
    request: (frame, signal) =>
      answerOf(api.POST(path, { params: { path: { projectId } }, body: { frame }, signal })),
    read: (frame, signal) =>
      answerOf(api.GET(`${path}/{frame}`, { params: { path: { projectId, frame } }, signal })),
    load,
    pause: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
  };
}

async function load(url: string): Promise<void> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch {
    throw new Error("The picture of this frame could not be loaded. Try again.");
  }
}
