// SPDX-License-Identifier: Apache-2.0
/** Says that there is no such page. */
import { Link } from "@tanstack/react-router";

import { HOME } from "@/app/pages";

export function NotFound() {
  return (
    <main className="grid h-full place-content-center gap-2 p-6 text-center">
      <h1 className="text-xl font-semibold">There is no such page</h1>
      <p className="text-ink-2">
        Go on at{" "}
        <Link to={HOME as never} className="text-accent underline">
          Uploads
        </Link>
        .
      </p>
    </main>
  );
}
