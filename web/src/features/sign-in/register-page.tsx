// SPDX-License-Identifier: Apache-2.0
/** The page on which people make an account. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";

import { answerOf, api } from "@/api/client";
import { ApiError } from "@/api/error";
import { useSearchParams } from "@/lib/search-params";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/field";
import { InlineError } from "@/ui/inline-error";
import { useMutation } from "@/ui/use-mutation";

import { SignInFrame, useGoOn } from "./frame";

const FIELD_OF_CODE: Record<string, string> = {
  invalid_email: "email",
  email_taken: "email",
  weak_password: "password",
  invalid_name: "displayName",
};

export default function RegisterPage() {
  const goOn = useGoOn();
  const [search] = useSearchParams();
  const invitation = search.invitation ?? "";
  const [displayName, setDisplayName] = useState("");
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const register = useMutation({
    mutationFn: () =>
      answerOf(api.POST("/api/register", { body: { email, password, displayName, invitation } as never })),
    onSuccess: goOn,
  });
  const field = register.error instanceof ApiError ? FIELD_OF_CODE[register.error.code] : undefined;
  const errorOf = (name: string) => (field === name ? register.error?.message : undefined);
  return (
    <SignInFrame title="Register">
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          register.mutate();
        }}
      >
        <TextField
          label="Name"
          autoComplete="name"
          autoFocus
          value={displayName}
          onChange={setDisplayName}
          hint="The name others see."
          error={errorOf("displayName")}
        />
        <TextField
          label="Email address"
          type="email"
          autoComplete="username"
          required
          value={email}
          onChange={setEmail}
          hint="You sign in with it; others do not see it."
          error={errorOf("email")}
        />
        <TextField
          label="Password"
          type="password"
          autoComplete="new-password"
          required
          value={password}
          onChange={setPassword}
          hint="At least 8 characters."
          error={errorOf("password")}
        />
        {register.error && !field && <InlineError error={register.error} />}
        <Button type="submit" look="primary" isBusy={register.isPending}>
          Register
        </Button>
      </form>
      <p className="mt-4 text-ink-2">
        Have an account?{" "}
        <Link
          to={"/sign-in" as never}
          search={search as never}
          className="text-accent underline underline-offset-2"
        >
          Sign in
        </Link>
      </p>
    </SignInFrame>
  );
}
