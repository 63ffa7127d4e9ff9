// SPDX-License-Identifier: Apache-2.0
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const LIBRARIES =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack|zustand|use-sync-external-store|openapi-fetch)[\\/]/;

const HLS = /node_modules[\\/]hls\.js[\\/]dist[\\/]hls\.mjs$/;

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
function smallerHls(): Plugin {
  return {
    name: "smaller-hls",
    transform: {
      filter: { id: HLS },
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

export default defineConfig({
  plugins: [react(), tailwindcss(), smallerHls()],
  resolve: { alias: { "@": "/src" } },
  build: {
    target: "es2023",
    // The content security policy allows no data: addresses for fonts and scripts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What every page needs is two files, because pieces are larger and are each asked for:
        // the libraries change rarely, the shell with every version.
        codeSplitting: {
          groups: [
            { name: "libraries", test: LIBRARIES },
            { name: "shell", tags: ["$initial"] },
          ],
        },
      },
    },
  },
  server: {
    proxy: Object.fromEntries(
      ["/api", "/media", "/watch", "/embed"].map((path) => [path, "http://127.0.0.1:8080"]),
    ),
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
