// SPDX-License-Identifier: Apache-2.0
/** Shows why a page could not be shown, and tries again. */
import { useLocation, useRouter } from "@tanstack/react-router";

import { pageAt } from "@/app/pages";
import { ErrorState } from "@/ui/error-state";

const LOST = "A part of it did not arrive: the network was lost, or Reelmill was updated meanwhile.";

/** Whether the code of a page did not come; browsers fetch that again with the whole page only. */
function isCodeLost(error: unknown): boolean {
  return error instanceof TypeError && /module|import/i.test(error.message);
}

export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  const page = pageAt(useLocation().pathname);
  const isLost = isCodeLost(error);
  const retry = () => {
    if (isLost) return window.location.reload();
    reset?.();
    void router.invalidate();
  };
  // The frame of the pages of users has the element that is the main one.
  const Frame = page?.access === "user" ? "div" : "main";
  return (
    <Frame className="grid h-full place-content-center p-6">
      <ErrorState
        heading={page?.title ?? "Reelmill"}
        title="This page could not be loaded"
        error={isLost ? new Error(LOST) : error}
        onRetry={retry}
      />
    </Frame>
  );
}
