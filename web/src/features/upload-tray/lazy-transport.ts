// SPDX-License-Identifier: Apache-2.0
/** Sends files by code that is loaded with the first of them: most pages are opened for other things. */
import type { UploadTransport } from "@/lib/upload-engine";

/** When the code is loaded that no file has asked for: without a connection it is there, then. */
const LOAD_AFTER_MS = 15_000;

let loading: Promise<UploadTransport> | undefined;

function loaded(): Promise<UploadTransport> {
  loading ??= import("./transport").then((it) => it.transport);
  return loading.catch(() => {
    loading = undefined;
    throw new Error("A part of Reelmill did not arrive. Check your connection and try again.");
  });
}

setTimeout(() => void loaded().catch(() => undefined), LOAD_AFTER_MS);

export const lazyTransport: UploadTransport = {
  begin: async (...of) => (await loaded()).begin(...of),
  abandon: async (...of) => (await loaded()).abandon(...of),
  complete: async (...of) => (await loaded()).complete(...of),
  check: async (...of) => (await loaded()).check(...of),
};
