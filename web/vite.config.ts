// SPDX-License-Identifier: Apache-2.0
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

import { smallerHls } from "./vite-hls";

const LIBRARIES =
  /node_modules[\\/](react|react-dom|scheduler|@tanstack|zustand|use-sync-external-store|openapi-fetch)[\\/]/;

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
        // What every page needs is one file: in pieces it is larger, and it changes rarely.
        codeSplitting: { groups: [{ name: "libraries", test: LIBRARIES }] },
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
