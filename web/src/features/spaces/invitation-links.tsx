// SPDX-License-Identifier: Apache-2.0
/** Links by which whoever has one joins a space. */
import { Check, Copy, Link2 } from "lucide-react";
import { type FormEvent, useState } from "react";

import { useQuery } from "@/api/use-query";
import { formatCount, formatDay } from "@/lib/formats";
import { Button } from "@/ui/button";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { SelectField } from "@/ui/select-field";
import { Skeleton } from "@/ui/skeleton";
import { showToast } from "@/ui/toast";

import { type InvitationLink, linksQuery, useCreateLink, useRevokeLink } from "./invitation-queries";
import type { Space } from "./queries";
import { LINK_ROLES, type Role, roleName } from "./roles";

const LIFETIMES = [
  { value: "1", label: "1 day" },
  { value: "7", label: "7 days" },
  { value: "30", label: "30 days" },
  { value: "365", label: "1 year" },
] as const;

const USES = [
  { value: "", label: "Any number of people" },
  { value: "1", label: "1 person" },
  { value: "10", label: "10 people" },
  { value: "100", label: "100 people" },
] as const;

export function InvitationLinks({ space }: { space: Space }) {
  const [address, setAddress] = useState("");
  return (
    <section aria-labelledby="links" className="rounded-panel border border-line bg-panel p-4">
      <h2 id="links" className="mb-3 text-lg font-semibold">
        Invite by link
      </h2>
      <LinkForm space={space} onCreated={setAddress} />
      {address && <NewAddress address={address} />}
      <ActiveLinks space={space} />
    </section>
  );
}

function LinkForm({ space, onCreated }: { space: Space; onCreated: (address: string) => void }) {
  const [role, setRole] = useState<Role>("space_member");
  const [days, setDays] = useState<(typeof LIFETIMES)[number]["value"]>("7");
  const [uses, setUses] = useState<(typeof USES)[number]["value"]>("");
  const create = useCreateLink(space.id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { role: role as "space_member", days: Number(days) };
    create.mutate(
      { ...body, maxUses: uses ? Number(uses) : null },
      {
        onSuccess: ({ token }) => onCreated(`${window.location.origin}/join#${token}`),
      },
    );
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <SelectField label="Those who join are" options={LINK_ROLES} value={role} onChange={setRole} />
      <div className="grid gap-3 min-[500px]:grid-cols-2">
        <SelectField label="Expires after" options={LIFETIMES} value={days} onChange={setDays} />
        <SelectField label="Works for" options={USES} value={uses} onChange={setUses} />
      </div>
      {create.error && <InlineError error={create.error} />}
      <Button
        type="submit"
        icon={Link2}
        isBusy={create.isPending}
        className="self-end"
      >
        Create link
      </Button>
    </form>
  );
}

function NewAddress({ address }: { address: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(address);
      setCopied(true);
    } catch {
      showToast("Select the address and copy it: the browser allows no more here", { tone: "bad" });
    }
  };
  return (
    <div role="status" className="mt-3 rounded-control bg-accent-soft p-3">
      <p className="text-sm font-medium">Send this address. It is shown only this once.</p>
      <div className="mt-2 flex items-center gap-2">
        <code className="min-w-0 flex-1 rounded-control bg-canvas px-3 py-2 font-mono text-xs break-all select-all">
          {address}
        </code>
        <Button icon={isCopied ? Check : Copy} onClick={() => void copy()}>
          {isCopied ? "Copied" : "Copy"}
        </Button>
      </div>
    </div>
  );
}

function ActiveLinks({ space }: { space: Space }) {
  const query = useQuery(linksQuery(space.id));
  if (query.isPending) return <Skeleton className="mt-4 h-16" />;
  if (query.error && !query.data) {
    return (
      <ErrorState
        title="The links could not be loaded"
        error={query.error}
        onRetry={() => query.refetch()}
      />
    );
  }
  return (
    <div className="mt-4 border-t border-line pt-3">
      <h3 className="text-sm font-semibold">Links that work</h3>
      {query.data?.length === 0 && <p className="mt-1 text-sm text-ink-3">There are none.</p>}
      <ul>
        {query.data?.map((link) => (
          <LinkRow key={link.id} space={space} link={link} />
        ))}
      </ul>
    </div>
  );
}

function LinkRow({ space, link }: { space: Space; link: InvitationLink }) {
  const revoke = useRevokeLink(space.id);
  const used =
    link.maxUses === null
      ? `${formatCount(link.uses, "person")} joined`.replace("persons", "people")
      : `${link.uses} of ${link.maxUses} joined`;
  return (
    <li className="py-2">
      <div className="flex items-center gap-3">
        <Link2 size={16} aria-hidden className="shrink-0 text-ink-3" />
        <span className="min-w-0 flex-1">
          <span className="block text-sm font-medium">{roleName(link.role)}</span>
          <span className="block text-xs text-ink-3">
            {used} · until {formatDay(link.expiresAt)}
          </span>
        </span>
        <Button
          look="quiet"
          aria-label={`Revoke the link for ${roleName(link.role).toLowerCase()}s of ${formatDay(link.createdAt)}`}
          isBusy={revoke.isPending}
          onClick={() =>
            revoke.mutate(link.id, { onSuccess: () => showToast("The link works no more") })
          }
        >
          Revoke
        </Button>
      </div>
      {revoke.error && <InlineError error={revoke.error} />}
    </li>
  );
}
