// SPDX-License-Identifier: Apache-2.0
/** Shows why a page could not be shown, and tries again. */
import { useRouter } from "@tanstack/react-router";

import { ErrorState } from "@/ui/error-state";

export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter();
  return (
    <main className="grid h-full place-content-center p-6">
      <ErrorState
        title="This page could not be loaded"
        error={error}
        onRetry={() => {
          reset?.();
          void router.invalidate();
        }}
      />
    </main>
  );
}
