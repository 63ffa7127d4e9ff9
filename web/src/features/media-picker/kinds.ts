// SPDX-License-Identifier: Apache-2.0
/** What can be picked: the uploads of a kind, and how a new one of it is uploaded. */
import { type LucideIcon, FileImage, Music, Stamp } from "lucide-react";

import type { Schema } from "@/api/client";
import type { UploadTarget } from "@/lib/upload-engine";

export type Upload = Schema<"library.UploadResource">;

export interface Pickable {
  noun: string;
  plural: string;
  kind: Upload["kind"];
  imageRole?: string;
  target: UploadTarget;
  /** The files that the dialog of the browser offers. */
  accept: string;
  /** What the server takes, as people name it. */
  types: string;
  icon: LucideIcon;
}

const IMAGES = { kind: "image", accept: "image/*,.heic,.heif,.avif", types: "PNG, JPEG, HEIC, AVIF or WebP", icon: FileImage } as const;

export const PICKABLE = {
  logo: {
    noun: "logo",
    plural: "logos",
    kind: "logo",
    target: "logo",
    accept: IMAGES.accept,
    types: "PNG with transparency looks best",
    icon: Stamp,
  },
  music: {
    noun: "music",
    plural: "music",
    kind: "audio",
    target: "music",
    accept: "audio/*",
    types: "MP3, WAV, M4A or OGG",
    icon: Music,
  },
  titlePage: {
    ...IMAGES,
    noun: "intro image",
    plural: "intro images",
    imageRole: "title_page",
    target: "title_page",
  },
  lowerThird: {
    ...IMAGES,
    noun: "lower third",
    plural: "lower thirds",
    imageRole: "lower_third",
    target: "lower_third",
    accept: "image/png",
    types: "PNG with transparency",
  },
  overlay: {
    ...IMAGES,
    noun: "overlay image",
    plural: "overlay images",
    imageRole: "overlay",
    target: "overlay",
  },
  poster: {
    ...IMAGES,
    noun: "image",
    plural: "images",
    target: "overlay",
  },
} as const satisfies Record<string, Pickable>;

export type PickableName = keyof typeof PICKABLE;
