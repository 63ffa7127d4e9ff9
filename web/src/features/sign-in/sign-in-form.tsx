// SPDX-License-Identifier: Apache-2.0
/** Asks for email address and password, and signs in. */
import { useState } from "react";

import { answerOf, api } from "@/api/client";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { useMutation } from "@/ui/use-mutation";

interface SignInFormProps {
  email?: string;
  onSignedIn: () => void;
}

export function SignInForm({ email: known = "", onSignedIn }: SignInFormProps) {
  const [email, setEmail] = useState(known);
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => answerOf(api.POST("/api/login", { body: { email, password } })),
    onSuccess: onSignedIn,
  });
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        signIn.mutate();
      }}
    >
      <TextField
        label="Email address"
        type="email"
        autoComplete="username"
        required
        autoFocus={!known}
        value={email}
        onChange={setEmail}
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="current-password"
        required
        autoFocus={Boolean(known)}
        value={password}
        onChange={setPassword}
      />
      {signIn.error && <InlineError error={signIn.error} />}
      <Button type="submit" look="primary" isBusy={signIn.isPending}>
        Sign in
      </Button>
    </form>
  );
}
