// SPDX-License-Identifier: Apache-2.0
/** Changes the password of the signed-in user. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

import { answerOf, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { queryKeys } from "@/api/query-keys";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

export function Password() {
  const queries = useQueryClient();
  const [currentPassword, setCurrent] = useState("");
  const [newPassword, setNew] = useState("");
  const change = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/api/me/password", { body: { currentPassword, newPassword } })),
    onSuccess: () => {
      setCurrent("");
      setNew("");
      void queries.invalidateQueries({ queryKey: queryKeys.sessions });
      showToast("The password was changed");
    },
  });
  const problems = change.error instanceof ApiError ? change.error : undefined;
  const ofCurrent = problems?.problemAt("/currentPassword");
  const ofNew = problems?.problemAt("/newPassword");
  return (
    <section className="mb-6 rounded-panel border border-line bg-panel p-6">
      <h2 className="mb-3 text-lg font-semibold">Password</h2>
      <form
        className="flex max-w-sm flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate();
        }}
      >
        <TextField
          label="Current password"
          type="password"
          autoComplete="current-password"
          required
          value={currentPassword}
          onChange={setCurrent}
          error={ofCurrent}
        />
        <TextField
          label="New password"
          type="password"
          autoComplete="new-password"
          required
          value={newPassword}
          onChange={setNew}
          error={ofNew}
        />
        {change.error && !ofCurrent && !ofNew && <InlineError error={change.error} />}
        <Button type="submit" look="primary" isBusy={change.isPending} className="self-start">
          Change password
        </Button>
      </form>
    </section>
  );
}
