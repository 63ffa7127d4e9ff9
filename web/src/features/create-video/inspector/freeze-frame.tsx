// SPDX-License-Identifier: Apache-2.0
/** Holds the picture of a clip at the playhead. */
import { Snowflake } from "lucide-react";

import { sayRefusal } from "@/lib/status-line";
import {
  type PlacedItem,
  frameRate,
  insert,
  newItem,
  secondsAt,
  split,
  useDocument,
  useView,
} from "@/timeline";
import { Button } from "@/ui/button";

import { attemptFollowed } from "../editing";

const FREEZE_SECONDS = 2;

/** Holds the picture at the playhead: the clip is split there, and a still put between. */
export function FreezeFrame({ placed }: { placed: PlacedItem }) {
  const freeze = () => {
    const { document } = useDocument.getState();
    const { playhead } = useView.getState();
    const rate = frameRate(document.output.fps);
    if (!("sourceStartSeconds" in placed.item) || !("speedPct" in placed.item)) return;
    if (playhead < placed.start || playhead >= placed.end) {
      sayRefusal("Put the playhead on the clip first.");
      return;
    }
    const speed = (placed.item.speedPct ?? 100) / 100;
    const sourceSeconds =
      placed.item.sourceStartSeconds + secondsAt(playhead - placed.start, rate) * speed;
    const still = newItem("stills", {
      hold: { uploadId: placed.item.uploadId, sourceSeconds },
      sourceClipId: placed.item.id,
      startSeconds: 0,
      endSeconds: FREEZE_SECONDS,
    });
    attemptFollowed("Freeze frame", (one, locked) =>
      insert(
        playhead > placed.start ? split(one, playhead, [placed.item.id]) : one,
        "stills",
        still,
        playhead,
        "push",
        locked,
      ),
    );
  };
  return (
    <div className="border-b border-line px-3 py-2">
      <Button icon={Snowflake} onClick={freeze}>
        Freeze frame at playhead
      </Button>
    </div>
  );
}
