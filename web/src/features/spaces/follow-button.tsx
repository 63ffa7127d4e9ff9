// SPDX-License-Identifier: Apache-2.0
/** Follows a space, or follows it no longer. */
import { Bell, BellOff } from "lucide-react";

import { useQuery } from "@/api/use-query";
import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";
import { showToast } from "@/ui/toast";

import type { Space } from "./queries";
import { subscriptionQuery, useFollow } from "./subscription-queries";

export function FollowButton({ space }: { space: Space }) {
  const subscription = useQuery(subscriptionQuery(space.id)).data;
  const follow = useFollow(space.id);
  const isOwn = space.type === "personal" && space.mayPost;
  if (subscription === undefined || isOwn) return null;
  const { isSubscribed, subscriberCount } = subscription;
  const others = subscriberCount - (isSubscribed ? 1 : 0);
  return (
    <>
      <Button
        icon={isSubscribed ? BellOff : Bell}
        isBusy={follow.isPending}
        title={others === 0 ? undefined : `${others} ${others === 1 ? "other follows" : "others follow"} it`}
        onClick={() =>
          follow.mutate(!isSubscribed, {
            onSuccess: () => {
              showToast(
                isSubscribed
                  ? `You no longer follow ${space.name}`
                  : `What is published in ${space.name} is now in your feed`,
              );
            },
          })
        }
      >
        {isSubscribed ? "Unfollow" : "Follow"}
      </Button>
      {follow.error && <InlineError error={follow.error} />}
    </>
  );
}
