// SPDX-License-Identifier: Apache-2.0
/** The tray at the lower edge of every page, when there are uploads to be shown. */
import { lazyPart } from "@/ui/lazy-part";

import { useUploadRows } from "./store";
import { useUnfinishedUploads } from "./unfinished";

const Tray = lazyPart(() => import("./tray").then((it) => it.Tray));

interface UploadTrayProps {
  /** Whether the page fills the window, so that the tray lies over it and begins collapsed. */
  fillsWindow: boolean;
}

export function UploadTray(props: UploadTrayProps) {
  const count = useUploadRows((state) => state.rows.length) + useUnfinishedUploads().length;
  return count > 0 && <Tray {...props} />;
}
