// SPDX-License-Identifier: Apache-2.0
/** Gets the picture that an export has at a frame: saves, asks the server, and waits for it. */
import type { Schema } from "@/api/client";
import { ApiError } from "@/api/error";

export type FrameAnswer = Schema<"render.ExactFrameAnswer">;

export interface DrawingPorts {
  /** Saves what is not saved, and returns the revision that the server has then. */
  save: () => Promise<number>;
  /** Asks for a frame, again if it has failed before. */
  request: (frame: number, signal: AbortSignal) => Promise<FrameAnswer>;
  /** Reads how far a frame is that was asked for. */
  read: (frame: number, signal: AbortSignal) => Promise<FrameAnswer>;
  /** Loads a picture, so that it is shown at once. */
  load: (url: string) => Promise<void>;
  pause: (milliseconds: number) => Promise<void>;
}

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 2000;
const PAUSE_WHEN_BUSY = 1000;

/** Thrown when the server draws another revision than this editor has saved. */
export class ChangedElsewhere extends Error {
  constructor() {
    super("The timeline was changed elsewhere meanwhile. Try again.");
  }
}

/** Returns the address of the picture of a frame; throws why there is none. */
export async function drawFrame(
  ports: DrawingPorts,
  frame: number,
  signal: AbortSignal,
): Promise<string> {
  const revision = await ports.save();
  let answer = await requested(ports, frame, signal);
  for (let pause = FIRST_PAUSE; isUnderWay(answer); pause = Math.min(pause * 1.5, LONGEST_PAUSE)) {
    await ports.pause(pause);
    signal.throwIfAborted();
    answer = await ports.read(frame, signal);
  }
  if (answer.revision !== revision) throw new ChangedElsewhere();
  if (!answer.url) throw new Error(answer.failure?.reason ?? "This frame could not be drawn.");
  await ports.load(answer.url);
  signal.throwIfAborted();
  return answer.url;
}

function isUnderWay({ status }: FrameAnswer): boolean {
  return status === "queued" || status === "running";
}

/** Asks for a frame until the server takes it: it draws few for one user at once. */
async function requested(
  ports: DrawingPorts,
  frame: number,
  signal: AbortSignal,
): Promise<FrameAnswer> {
  for (;;) {
    signal.throwIfAborted();
    try {
      return await ports.request(frame, signal);
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 429) throw error;
      await ports.pause(PAUSE_WHEN_BUSY);
    }
  }
}
