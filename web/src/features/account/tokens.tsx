// SPDX-License-Identifier: Apache-2.0
/** The personal access tokens, with which programs act as their owner. */
import { useQueryClient } from "@tanstack/react-query";
import { KeyRound } from "lucide-react";
import { useState } from "react";

import { answerOf, api, type Schema } from "@/api/client";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { formatDay } from "@/lib/formats";
import { Button } from "@/ui/button";
import { Dialog } from "@/ui/dialog";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";
import { useMutation } from "@/ui/use-mutation";

type Token = Schema<"accounts.TokenResource">;

export function Tokens() {
  const [isCreating, setCreating] = useState(false);
  const tokens = useQuery({
    queryKey: queryKeys.tokens,
    queryFn: () => answerOf(api.GET("/api/tokens", { params: { query: { limit: 100 } } })),
  });
  return (
    <section className="rounded-panel border border-line bg-panel p-6">
      <div className="mb-3 flex items-center gap-3">
        <h2 className="flex-1 text-lg font-semibold">Personal access tokens</h2>
        <Button onClick={() => setCreating(true)}>New token</Button>
      </div>
      {tokens.isPending && <Skeleton className="h-24" />}
      {tokens.error && (
        <ErrorState
          title="The tokens could not be loaded"
          error={tokens.error}
          onRetry={() => tokens.refetch()}
        />
      )}
      {tokens.data?.items.length === 0 && (
        <EmptyState icon={KeyRound} title="No tokens yet">
          Programs send a token to act as you.
        </EmptyState>
      )}
      <ul>
        {tokens.data?.items.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
      {isCreating && <NewTokenDialog onClose={() => setCreating(false)} />}
    </section>
  );
}

function TokenRow({ token }: { token: Token }) {
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () =>
      answerOf(api.DELETE("/api/tokens/{tokenId}", { params: { path: { tokenId: token.id } } })),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: queryKeys.tokens });
      showToast(`The token ${token.name} is deleted`);
    },
  });
  return (
    <li className="flex items-center gap-3 border-t border-line py-2">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{token.name}</span>
        <span className="text-xs text-ink-3">
          {token.hint} · created {formatDay(token.createdAt)}
        </span>
      </span>
      <Button look="quiet" aria-label={`Delete ${token.name}`} onClick={() => setAsking(true)}>
        Delete
      </Button>
      {isAsking && (
        <Dialog title={`Delete ${token.name}?`} size="small" onClose={() => setAsking(false)}>
          <p className="mb-4 text-ink-2">
            Programs that use this token are refused from then on. This cannot be undone.
          </p>
          {remove.error && <InlineError error={remove.error} />}
          <div className="mt-4 flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Keep it</Button>
            <Button look="danger" isBusy={remove.isPending} onClick={() => remove.mutate()}>
              Delete token
            </Button>
          </div>
        </Dialog>
      )}
    </li>
  );
}

function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const queries = useQueryClient();
  const [name, setName] = useState("");
  const create = useMutation({
    mutationFn: () => answerOf(api.POST("/api/tokens", { body: { name } as never })),
    onSuccess: () => void queries.invalidateQueries({ queryKey: queryKeys.tokens }),
  });
  const secret = create.data?.token.secret;
  if (secret) {
    return (
      <Dialog title="Copy the token now" size="small" onClose={onClose}>
        <p className="mb-3 text-ink-2">It is shown only this once.</p>
        <code className="block rounded-control bg-canvas p-3 font-mono text-xs break-all select-all">
          {secret}
        </code>
        <div className="mt-4 flex justify-end">
          <Button look="primary" onClick={onClose}>
            I have copied it
          </Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title="New token" size="small" onClose={onClose}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextField
          label="Name"
          required
          data-autofocus
          maxLength={120}
          value={name}
          onChange={setName}
          hint="What uses it, for instance: laptop."
        />
        {create.error && <InlineError error={create.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" look="primary" isBusy={create.isPending}>
            Create token
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
