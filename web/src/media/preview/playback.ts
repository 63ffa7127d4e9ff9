// SPDX-License-Identifier: Apache-2.0
/** The player of the open document, and what joins it to the stores of the editor. */
import { create } from "zustand";

import { type Schema, sessionFetch } from "@/api/client";
import { ApiError } from "@/api/error";
import { type DrawnBox, Player } from "@/media/compositor";
import { LANES, type LaneName, useView } from "@/timeline";

import { EditProxies } from "./edit-proxies";
import { useResolved } from "./resolved-store";

const FASTEST = 8;

interface ShownState {
  /** The frame on the screen and where its layers lie, from bottom to top. */
  frame: number;
  boxes: DrawnBox[];
  /** Whether there has been a picture since the preview was opened. */
  hasPicture: boolean;
  /** How fast it plays: 1 forward, -1 backward, 0 not at all. */
  speed: number;
}

export const useShown = create<ShownState>(() => ({
  frame: -1,
  boxes: [],
  hasPicture: false,
  speed: 0,
}));

let player: Player | null = null;
let speed = 1;

/** Plays backward (-1), stops (0) or plays forward (1); again in the same direction is faster. */
export function shuttle(direction: -1 | 0 | 1): void {
  if (direction === 0) {
    useView.setState({ isPlaying: false });
    return;
  }
  const isSame = useView.getState().isPlaying && Math.sign(speed) === direction;
  speed = isSame ? Math.sign(speed) * Math.min(FASTEST, Math.abs(speed) * 2) : direction;
  if (useView.getState().isPlaying) begin();
  else useView.setState({ isPlaying: true });
}

/** Returns the player while the preview is shown. */
export function currentPlayer(): Player | null {
  return player;
}

function begin(): void {
  player?.play(speed);
  useShown.setState({ speed });
}

const OF_THE_REQUEST = [401, 429];

/** Asks whether an upload has its file; throws an `ApiError` while the server cannot answer. */
async function hasFile(uploadId: number, signal: AbortSignal): Promise<boolean> {
  const address = new URL(`/api/uploads/${uploadId}`, window.location.origin);
  const response = await sessionFetch(new Request(address, { signal }));
  if (response.ok) {
    const { upload } = (await response.json()) as { upload: Schema<"library.UploadResource"> };
    // What is still looked at by the server is there later.
    if (["signed", "uploaded"].includes(upload.state)) throw new ApiError(409, {});
    return upload.state === "ready" && upload.sourceDeletedAt === null;
  }
  const isFinal = response.status < 500 && !OF_THE_REQUEST.includes(response.status);
  if (isFinal) return false;
  throw new ApiError(response.status, {});
}

/** Makes a player for a canvas and follows the stores; returns what ends it. */
export function openPlayer(canvas: HTMLCanvasElement): () => void {
  let own = -1;
  const proxies = new EditProxies(() => made.refresh());
  const made = new Player({
    fetcher: (path) => sessionFetch(new Request(new URL(path, window.location.origin))),
    addressOf: (uploadId) => `/api/uploads/${uploadId}/file`,
    videos: {
      want: (wanted) => proxies.want(wanted),
      fileOf: (uploadId, time) => proxies.fileOf(uploadId, time),
      isThere: hasFile,
    },
    onFrame: (frame) => {
      own = frame;
      useView.setState({ playhead: frame });
    },
    onEnd: () => useView.setState({ isPlaying: false }),
    onDrawn: showBoxes,
  });
  player = made;
  useShown.setState({ hasPicture: false });
  made.setCanvas(canvas);
  const showResolved = () => {
    const { resolved } = useResolved.getState();
    if (resolved) made.setResolved(resolved);
  };
  const ends = [
    useView.subscribe(
      (state) => state.playhead,
      (frame) => {
        if (frame !== own || useView.getState().isPlaying === false) made.seek(frame);
      },
    ),
    useView.subscribe(
      (state) => state.isPlaying,
      (isPlaying) => (isPlaying ? play() : stop()),
    ),
    useView.subscribe(({ hiddenLanes, mutedLanes, soloLanes }) => {
      made.setHidden(tracksOf(hiddenLanes), mutedTracks(mutedLanes, soloLanes));
    }),
    useResolved.subscribe((state) => state.resolved, showResolved),
  ];
  made.seek(useView.getState().playhead);
  showResolved();
  return () => {
    for (const end of ends) end();
    made.close();
    proxies.close();
    if (player === made) player = null;
    useView.setState({ isPlaying: false });
  };
}

function play(): void {
  const last = (useResolved.getState().resolved?.frames ?? 0) - 1;
  const { playhead } = useView.getState();
  if (speed > 0 && playhead >= last) useView.setState({ playhead: 0 });
  begin();
}

function stop(): void {
  speed = 1;
  player?.play(0);
  useShown.setState({ speed: 0 });
}

function tracksOf(lanes: LaneName[]): Set<string> {
  return new Set(LANES.filter((lane) => lanes.includes(lane.name)).flatMap((lane) => lane.tracks));
}

function mutedTracks(muted: LaneName[], solo: LaneName[]): Set<string> {
  const names = LANES.map((lane) => lane.name).filter(
    (name) => muted.includes(name) || (solo.length > 0 && !solo.includes(name)),
  );
  return tracksOf(names);
}

function showBoxes(frame: number, boxes: DrawnBox[], hasVideo: boolean): void {
  if (hasVideo && !useShown.getState().hasPicture) useShown.setState({ hasPicture: true });
  // While playing nothing can be moved by hand, and React draws nothing.
  if (useView.getState().isPlaying) return;
  const before = useShown.getState();
  const isSame =
    before.frame === frame && JSON.stringify(before.boxes) === JSON.stringify(boxes);
  if (!isSame) useShown.setState({ frame, boxes });
}
