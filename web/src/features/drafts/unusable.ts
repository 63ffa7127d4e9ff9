// SPDX-License-Identifier: Apache-2.0
/** Why there can be no draft of an upload, in words for who opened its address. */
import { ApiError } from "@/api/error";

interface Words {
  title: string;
  text: string;
}

const NOT_YOURS: Words = {
  title: "This is none of your videos",
  text: "It does not exist any more, or it belongs to somebody else.",
};

const WORDS: Record<string, Words> = {
  invalid_upload_kind: {
    title: "This upload is no video",
    text: "A production is made of a video: press New Production on one of yours.",
  },
  source_deleted: {
    title: "The file of this video was deleted",
    text: "A production is made of a video that is still there: choose another one.",
  },
  invalid_upload_state: {
    title: "This video cannot be used",
    text: "Its upload was not finished, or its file could not be read: look at it in Uploads.",
  },
};

/** Returns the words for an error that trying again does not mend; null for any other. */
export function wordsOfUnusable(error: unknown): Words | null {
  if (!(error instanceof ApiError)) return null;
  const isNotYours = error.status === 404 || error.status === 403;
  return WORDS[error.code] ?? (isNotYours ? NOT_YOURS : null);
}
