// SPDX-License-Identifier: Apache-2.0
/** Builds the library that plays streams without the parts that no stream of ours needs. */
import type { Plugin } from "vite";

const LIBRARY = /node_modules[\\/]hls\.js[\\/]dist[\\/]hls\.mjs$/;

/** What refers to protected media, statistics for networks, and advertisements: and what instead. */
const UNUSED: [string, string][] = [
  ["  emeController: EMEController ", "  emeController: undefined"],
  ["  cmcdController: CMCDController ", "  cmcdController: undefined"],
  ["  contentSteeringController: ContentSteeringController ", "  contentSteeringController: undefined"],
  ["  iframeController: IFrameController ", "  iframeController: undefined"],
  ["  interstitialsController: InterstitialsController ", "  interstitialsController: undefined"],
  ["\nEMEController.CDMCleanupPromise = void 0;", ""],
];

/** Takes the unused parts out of the defaults, so that the bundler leaves them out. */
export function smallerHls(): Plugin {
  return {
    name: "smaller-hls",
    transform: {
      filter: { id: LIBRARY },
      handler(code) {
        let smaller = code;
        for (const [from, to] of UNUSED) {
          if (!smaller.includes(from)) this.error(`hls.js has no line ${from.trim()} any more`);
          smaller = smaller.replace(from, to);
        }
        return { code: smaller, map: null };
      },
    },
  };
}
