// SPDX-License-Identifier: Apache-2.0
/** The bar that sums up what would change, and does it. */
import { CalendarClock } from "lucide-react";

import { Button } from "@/ui/button";
import { InlineError } from "@/ui/inline-error";

import { type Row, changesOf, summaryOf } from "./rows";

interface FooterProps {
  rows: Row[];
  isStoryChanged: boolean;
  isReady: boolean;
  isBusy: boolean;
  error: unknown;
  onDiscard: () => void;
  onLater: () => void;
  onApply: () => void;
}

export function Footer(props: FooterProps) {
  const { rows, isStoryChanged, isReady, isBusy } = props;
  const { publish, unpublish } = changesOf(rows);
  const hasChanges = publish.length > 0 || unpublish.length > 0 || isStoryChanged;
  const whyDisabled = !isReady
    ? "Publish opens when HLS is ready"
    : hasChanges
      ? undefined
      : "Nothing has changed";
  return (
    <div className="sticky bottom-0 border-t border-line bg-raised px-4 py-3 min-[900px]:px-6">
      {props.error != null && (
        <div className="mb-3">
          <InlineError error={props.error} />
        </div>
      )}
      <div className="flex min-h-10 flex-wrap items-center gap-x-4 gap-y-2">
        {(publish.length > 0 || unpublish.length > 0) && (
          <span className="text-lg font-semibold" aria-hidden>
            +{publish.length}, −{unpublish.length}
          </span>
        )}
        <span className="min-w-0 flex-1 basis-40 text-xs text-ink-2" role="status">
          {hasChanges
            ? summaryOf(rows, isStoryChanged)
            : isReady
              ? "Choose the spaces that should show this video."
              : "Spaces can be chosen when HLS is ready."}
        </span>
        {hasChanges && !isBusy && (
          <Button look="quiet" onClick={props.onDiscard}>
            Discard changes
          </Button>
        )}
        {publish.length > 0 && isReady && !isBusy && (
          <Button icon={CalendarClock} onClick={props.onLater}>
            Publish later
          </Button>
        )}
        <Button look="primary" isBusy={isBusy} whyDisabled={whyDisabled} onClick={props.onApply}>
          Apply
        </Button>
      </div>
    </div>
  );
}
