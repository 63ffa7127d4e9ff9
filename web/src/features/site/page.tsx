// SPDX-License-Identifier: Apache-2.0
/** The settings of the site: administrators change them at once, others read them. */
import { useQueryClient } from "@tanstack/react-query";

import { answerOf, api, type Schema } from "@/api/client";
import { useCurrentUser } from "@/api/current-user";
import { queryKeys } from "@/api/query-keys";
import { useQuery } from "@/api/use-query";
import { siteSettingsQuery } from "@/features/spaces";
import { ErrorState } from "@/ui/error-state";
import { InlineError } from "@/ui/inline-error";
import { PageHeader } from "@/ui/page-header";
import { Skeleton } from "@/ui/skeleton";
import { Switch } from "@/ui/switch";
import { useMutation } from "@/ui/use-mutation";

type Patch = Partial<Schema<"publish.SiteSettingsPatch">>;
type Setting = "allowGroupCreation" | "allowChannelCreation" | "requireGroupReview" | "requireChannelReview";

const SECTIONS: [string, [Setting, string, string][]][] = [
  [
    "Who may create spaces",
    [
      ["allowGroupCreation", "Users create groups", "Otherwise only administrators do."],
      ["allowChannelCreation", "Users create channels", "Otherwise only administrators do."],
    ],
  ],
  [
    "What is looked at before it is published",
    [
      [
        "requireGroupReview",
        "Every group requires approval",
        "Whatever a group has chosen for itself; moderators of the group approve.",
      ],
      [
        "requireChannelReview",
        "Every channel requires approval",
        "Whatever a channel has chosen for itself; moderators of the channel approve.",
      ],
    ],
  ],
];

export default function SitePage() {
  const query = useQuery(siteSettingsQuery);
  const isAdmin = useCurrentUser()?.roles.includes("site_admin") ?? false;
  const change = useChangeSiteSettings();
  const settings = query.data;
  return (
    <div className="max-w-3xl p-4 min-[900px]:px-6">
      <PageHeader
        title="Site settings"
        note={isAdmin ? "They hold for every space, from now on" : "Administrators change them"}
      />
      {query.isPending && <Skeleton className="h-60" />}
      {query.error && !settings && (
        <ErrorState
          title="The settings could not be loaded"
          error={query.error}
          onRetry={() => query.refetch()}
        />
      )}
      {change.error && <InlineError error={change.error} />}
      {settings &&
        SECTIONS.map(([title, rows]) => (
          <section
            key={title}
            aria-label={title}
            className="mt-4 rounded-panel border border-line bg-panel p-4"
          >
            <h2 className="mb-1 text-sm font-semibold">{title}</h2>
            {rows.map(([name, label, explanation]) => (
              <div key={name} className="flex items-center gap-4 border-t border-line py-2 first-of-type:border-0">
                <div className="min-w-0 flex-1">
                  <p className="text-sm">{label}</p>
                  <p className="text-xs text-ink-3">{explanation}</p>
                </div>
                {isAdmin ? (
                  <Switch
                    label={label}
                    isOn={settings[name]}
                    onChange={(isOn) => change.mutate({ [name]: isOn })}
                  />
                ) : (
                  <span className="text-sm text-ink-2">{settings[name] ? "Yes" : "No"}</span>
                )}
              </div>
            ))}
          </section>
        ))}
    </div>
  );
}

/** Changes settings of the site; what is left out stays as it is. */
function useChangeSiteSettings() {
  const queries = useQueryClient();
  const { queryKey } = siteSettingsQuery;
  return useMutation({
    mutationFn: (patch: Patch) =>
      answerOf(
        api.PATCH("/api/site-settings", { body: patch as Schema<"publish.SiteSettingsPatch"> }),
      ),
    onSuccess: (answer) => {
      queries.setQueryData(queryKey, answer);
      void queries.invalidateQueries({ queryKey: queryKeys.spaces });
    },
  });
}
