// SPDX-License-Identifier: Apache-2.0
/** Says that there is no such page, and leads home: to whoever is signed in, within the shell. */
import { Link } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useEffect } from "react";

import { currentUserQuery } from "@/api/current-user";
import { queryClient } from "@/api/query-client";
import { HOME, pageAt } from "@/app/pages";
import { Logo } from "@/app/logo";
import { Shell } from "@/app/shell";
import { buttonClass } from "@/ui/button";

export function NotFound() {
  if (queryClient.getQueryData(currentUserQuery.queryKey)) {
    return (
      <Shell>
        <Words to={HOME} label={`To ${pageAt(HOME)?.title}`} />
      </Shell>
    );
  }
  return (
    <main className="flex h-full flex-col overflow-auto">
      <div className="flex items-center gap-3 p-4 text-lg font-semibold">
        <Logo />
        Reelmill
      </div>
      <Words to="/sign-in" label="Sign in" />
    </main>
  );
}

function Words({ to, label }: { to: string; label: string }) {
  useEffect(() => {
    document.title = "Page not found · Reelmill";
  }, []);
  return (
    <div className="mx-auto flex min-h-[70dvh] max-w-md flex-col items-center justify-center gap-3 p-8 text-center">
      <Compass size={32} aria-hidden className="text-ink-3" />
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="text-balance text-ink-2">
        The address may be mistyped, or what was here has another one now.
      </p>
      <Link to={to as never} className={buttonClass("primary", "mt-1")}>
        {label}
      </Link>
    </div>
  );
}
