// SPDX-License-Identifier: Apache-2.0
/** Asks to sign in again over the page, so that nothing is lost. */
import { useQueryClient } from "@tanstack/react-query";

import { useCurrentUser } from "@/api/current-user";
import { useSession } from "@/api/session-state";
import { SignInForm } from "@/features/sign-in";
import { Dialog } from "@/ui/dialog";

export function SessionDialog() {
  const resume = useSession((state) => state.resume);
  const user = useCurrentUser();
  const queries = useQueryClient();
  return (
    <Dialog title="Your session has ended" size="small" isDismissable={false}>
      <p className="mb-4 text-ink-2">Sign in to go on; the page stays as it is.</p>
      <SignInForm
        email={user?.email ?? ""}
        onSignedIn={() => {
          resume();
          void queries.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
