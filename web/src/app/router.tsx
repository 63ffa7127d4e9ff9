// SPDX-License-Identifier: Apache-2.0
/** The routes, made of the list of pages. */
import {
  Outlet,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";

import { currentUserQuery } from "@/api/current-user";
import { ApiError } from "@/api/error";
import { queryClient } from "@/api/query-client";
import { useSession } from "@/api/session-state";
import { PageError } from "@/app/page-error";
import { HOME, type Page, pages } from "@/app/pages";
import { Shell } from "@/app/shell";
import { parseSearch, stringifySearch } from "@/lib/search-params";

const rootRoute = createRootRoute({ component: Outlet });

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "shell",
  component: Shell,
  beforeLoad: ({ location }) => requireUser(location.href),
});

/** Leads to the sign-in page unless somebody is signed in. */
async function requireUser(next: string): Promise<void> {
  const signIn = () =>
    redirect({ to: "/sign-in", search: { next: next === HOME ? undefined : next } as never });
  // Without this cookie nobody is signed in, and asking the server would only log an error.
  if (!document.cookie.includes("csrf=")) throw signIn();
  try {
    await queryClient.ensureQueryData(currentUserQuery);
  } catch (error) {
    if (error instanceof ApiError && error.status === 401) {
      useSession.getState().resume();
      throw signIn();
    }
    throw error;
  }
}

function routeOf(page: Page) {
  return createRoute({
    getParentRoute: () => (page.access === "user" ? shellRoute : rootRoute),
    path: page.path,
    component: lazyRouteComponent(page.load),
    errorComponent: PageError,
  });
}

const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: HOME as never, replace: true });
  },
});

/** Every address without a page; whoever is signed in stays so. */
const nowhereRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "$",
  beforeLoad: async () => {
    if (!document.cookie.includes("csrf=")) return;
    await queryClient.ensureQueryData(currentUserQuery).catch(() => useSession.getState().resume());
  },
  component: lazyRouteComponent(() => import("@/app/not-found"), "NotFound"),
  errorComponent: PageError,
});

rootRoute.addChildren([
  homeRoute,
  nowhereRoute,
  ...pages.filter((page) => page.access === "everybody").map(routeOf),
  shellRoute.addChildren(pages.filter((page) => page.access === "user").map(routeOf)),
]);

export const router = createRouter({
  routeTree: rootRoute,
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  defaultErrorComponent: PageError,
  scrollRestoration: true,
  scrollToTopSelectors: ["main"],
});
