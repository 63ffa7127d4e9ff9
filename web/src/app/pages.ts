// SPDX-License-Identifier: Apache-2.0
/** The list of pages: rail, router and command palette read it, and so does the gateway's test. */
import {
  Clapperboard,
  CloudUpload,
  Film,
  Globe,
  Layers,
  type LucideIcon,
  Scissors,
  Send,
  SlidersHorizontal,
  UserRound,
} from "lucide-react";
import type { ComponentType } from "react";

export interface Page {
  path: string;
  /** The name in rail, breadcrumb and window title. */
  title: string;
  icon?: LucideIcon;
  /** Whether the rail lists it. */
  inRail: boolean;
  /** The path of the page of the rail to which it belongs, if the rail does not list it. */
  within?: string;
  /** Pages for everybody are shown without the shell. */
  access: "user" | "everybody";
  /**
   * Whether it needs all the window, as editors do: the rail then shows icons only until one expands
   * it, and the tray of uploads lies over it, collapsed until one opens it.
   */
  isWide?: boolean;
  load: () => Promise<{ default: ComponentType }>;
}

export const pages: Page[] = [
  {
    path: "/uploads",
    title: "Uploads",
    icon: CloudUpload,
    inRail: true,
    access: "user",
    load: () => import("@/features/uploads/page"),
  },
  {
    path: "/produce",
    title: "Build production",
    inRail: false,
    within: "/uploads",
    access: "user",
    isWide: true,
    load: () => import("@/features/produce/page"),
  },
  {
    path: "/edit-video",
    title: "Edit video",
    inRail: false,
    within: "/uploads",
    access: "user",
    isWide: true,
    load: () => import("@/features/edit-video/page"),
  },
  {
    path: "/create-video",
    title: "Create video",
    icon: Scissors,
    inRail: true,
    access: "user",
    isWide: true,
    load: () => import("@/features/create-video/page"),
  },
  {
    path: "/exports",
    title: "Exports",
    icon: Film,
    inRail: true,
    access: "user",
    load: () => import("@/features/exports/page"),
  },
  {
    path: "/productions",
    title: "Productions",
    icon: Clapperboard,
    inRail: true,
    access: "user",
    load: () => import("@/features/productions/page"),
  },
  {
    path: "/presets",
    title: "Presets",
    icon: SlidersHorizontal,
    inRail: true,
    access: "user",
    load: () => import("@/features/presets/page"),
  },
  {
    path: "/publish",
    title: "Publish",
    icon: Send,
    inRail: true,
    access: "user",
    load: () => import("@/features/publish/page"),
  },
  {
    path: "/spaces",
    title: "Spaces",
    icon: Layers,
    inRail: true,
    access: "user",
    load: () => import("@/features/spaces/page"),
  },
  {
    path: "/join",
    title: "Join a space",
    inRail: false,
    within: "/spaces",
    access: "user",
    load: () => import("@/features/join/page"),
  },
  {
    path: "/feed",
    title: "Feed",
    icon: Globe,
    inRail: true,
    access: "user",
    load: () => import("@/features/feed/page"),
  },
  {
    path: "/account",
    title: "Account",
    icon: UserRound,
    inRail: false,
    access: "user",
    load: () => import("@/features/account/page"),
  },
  {
    path: "/site",
    title: "Site settings",
    inRail: false,
    access: "user",
    load: () => import("@/features/site/page"),
  },
  {
    path: "/sign-in",
    title: "Sign in",
    inRail: false,
    access: "everybody",
    load: () => import("@/features/sign-in/page"),
  },
  {
    path: "/register",
    title: "Register",
    inRail: false,
    access: "everybody",
    load: () => import("@/features/sign-in/register-page"),
  },
];

/** Where one is led who asked for no page. */
export const HOME = "/uploads";

/** Returns the page at a path. */
export function pageAt(path: string): Page | undefined {
  return pages.find((page) => page.path === path);
}
