// SPDX-License-Identifier: Apache-2.0
/** The account: who one is, how much one has, the password, the sessions, and the tokens of programs. */
import { useCurrentUser } from "@/api/current-user";
import { PageHeader } from "@/ui/page-header";

import { Password } from "./password";
import { Sessions } from "./sessions";
import { Tokens } from "./tokens";
import { Usage } from "./usage";

export default function AccountPage() {
  const user = useCurrentUser();
  return (
    <div className="mx-auto max-w-3xl p-4 min-[900px]:px-6">
      <PageHeader title="Account" />
      <section className="mb-6 rounded-panel border border-line bg-panel p-6">
        <h2 className="mb-3 text-lg font-semibold">Profile</h2>
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
          <dt className="text-ink-3">Name</dt>
          <dd className="min-w-0 break-words">{user?.displayName}</dd>
          <dt className="text-ink-3">Email address</dt>
          <dd className="min-w-0 break-words">{user?.email}</dd>
          <dt className="text-ink-3">Workspace</dt>
          <dd className="min-w-0 break-words">
            {user?.workspaces.map((workspace) => workspace.name).join(", ")}
          </dd>
        </dl>
      </section>
      <Usage />
      <Password />
      <Sessions />
      <Tokens />
    </div>
  );
}
