// SPDX-License-Identifier: Apache-2.0
/** One publication of a feed, with its player while it is looked at. */
import { ExternalLink, Eye, Heart, Link2, MessageSquare, type LucideIcon } from "lucide-react";

import { PublicationMenu } from "@/features/publications";
import { formatAgo, formatCount } from "@/lib/formats";
import { Player } from "@/media/player";
import { Button, buttonClass } from "@/ui/button";
import { Poster } from "@/ui/poster";
import { showToast } from "@/ui/toast";

import type { FeedItem } from "./queries";

interface FeedCardProps {
  item: FeedItem;
  isAlive: boolean;
  /** Called when its links may have expired. */
  onReload: () => void;
}

export function FeedCard({ item, isAlive, onReload }: FeedCardProps) {
  const { publication, production, playback, owner } = item;
  const title = production.name || "Untitled";
  return (
    <li className="overflow-hidden rounded-panel border border-line bg-panel">
      {playback && isAlive ? (
        <Player
          title={title}
          streamUrl={playback.masterUrl}
          posterUrl={playback.posterUrl}
          onRetry={onReload}
          className="aspect-video max-h-[70dvh] w-full"
        />
      ) : (
        <Poster
          url={playback?.posterUrl}
          duration={playback?.durationSeconds}
          className="aspect-video max-h-[70dvh] w-full"
        />
      )}
      <div className="flex flex-wrap items-start gap-3 p-4">
        <div className="min-w-0 flex-1 basis-60">
          <h2 className="font-medium break-words">{title}</h2>
          <p className="text-xs text-ink-3">
            {[item.spaceName, owner.displayName, publication.publishedAt && formatAgo(publication.publishedAt)]
              .filter(Boolean)
              .join(" · ")}
          </p>
          <p className="mt-1 flex flex-wrap gap-4 text-xs text-ink-3">
            <Counter icon={Eye} count={item.viewsCount} noun="view" />
            <Counter icon={Heart} count={publication.likesCount} noun="like" isOn={item.isLiked} />
            <Counter icon={MessageSquare} count={publication.commentsCount} noun="comment" />
          </p>
          {publication.storyText && (
            <p className="mt-2 text-sm break-words whitespace-pre-line text-ink-2">
              {publication.storyText}
            </p>
          )}
          {!playback && <p className="mt-2 text-sm text-warn">This video cannot be played now.</p>}
        </div>
        <div className="flex gap-2">
          <Button
            icon={Link2}
            aria-label={`Copy link of ${title}`}
            onClick={() => void copyLink(publication.watchUrl)}
          >
            Copy link
          </Button>
          <a
            href={publication.watchUrl}
            aria-label={`Watch page of ${title}`}
            className={buttonClass("quiet")}
          >
            <ExternalLink size={16} aria-hidden />
            Watch page
          </a>
          <PublicationMenu publication={publication} name={title} />
        </div>
      </div>
    </li>
  );
}

interface CounterProps {
  icon: LucideIcon;
  count: number;
  noun: string;
  /** Whether the reader is one of those counted. */
  isOn?: boolean;
}

function Counter({ icon: Icon, count, noun, isOn = false }: CounterProps) {
  return (
    <span className="inline-flex items-center gap-1">
      <Icon size={14} aria-hidden className={isOn ? "text-accent" : undefined} fill={isOn ? "currentColor" : "none"} />
      {formatCount(count, noun)}
    </span>
  );
}

async function copyLink(path: string): Promise<void> {
  const address = new URL(path, window.location.origin).href;
  try {
    await navigator.clipboard.writeText(address);
    showToast("The link is copied");
  } catch {
    // Browsers let pages write to the clipboard over https only.
    showToast(address, { seconds: 20 });
  }
}
