// SPDX-License-Identifier: Apache-2.0
/** Starts the web client. */
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";

import { queryClient } from "@/api/query-client";
import { pageAt } from "@/app/pages";
import { router } from "@/app/router";
import { applyTheme } from "@/app/theme";
import "@/app/tokens.css";

applyTheme();
// The router asks first who is signed in; the page is loaded meanwhile. It reports what fails.
void pageAt(window.location.pathname)?.load().catch(() => undefined);

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  );
}
