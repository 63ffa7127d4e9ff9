// SPDX-License-Identifier: Apache-2.0
/** The frame of the pages that are shown to people who are not signed in. */
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";

import { queryClient } from "@/api/query-client";
import { Logo } from "@/app/logo";
import { useSearchParams } from "@/lib/search-params";

interface FrameProps {
  title: string;
  children: ReactNode;
}

export function SignInFrame({ title, children }: FrameProps) {
  useEffect(() => {
    document.title = `${title} · Reelmill`;
  }, [title]);
  return (
    <main className="h-full overflow-auto">
      <div className="mx-auto flex min-h-full w-full max-w-[400px] flex-col justify-center p-4">
        <div className="mb-6 flex items-center gap-3">
          <Logo size={32} />
          <span className="text-xl font-semibold">Reelmill</span>
        </div>
        <div className="rounded-panel border border-line bg-panel p-6">
          <h1 className="mb-4 text-xl font-semibold">{title}</h1>
          {children}
        </div>
      </div>
    </main>
  );
}

/** Returns a function that leads to the page that asked for a user. */
export function useGoOn(): () => void {
  const navigate = useNavigate();
  const [{ next }] = useSearchParams();
  return () => {
    queryClient.clear();
    // Only paths of ours: an address of elsewhere may not be led to.
    const isOurs = next?.startsWith("/") && !next.startsWith("//");
    void navigate({ href: isOurs && next ? next : "/", replace: true });
  };
}
