// SPDX-License-Identifier: Apache-2.0
/** The page on which people sign in. */
import { Link } from "@tanstack/react-router";

import { useSearchParams } from "@/lib/search-params";

import { SignInFrame, useGoOn } from "./frame";
import { SignInForm } from "./sign-in-form";

export default function SignInPage() {
  const goOn = useGoOn();
  const [search] = useSearchParams();
  return (
    <SignInFrame title="Sign in">
      <SignInForm onSignedIn={goOn} />
      <p className="mt-4 text-ink-2">
        No account?{" "}
        <Link
          to={"/register" as never}
          search={search as never}
          className="text-accent underline underline-offset-2"
        >
          Register
        </Link>
      </p>
    </SignInFrame>
  );
}
