// SPDX-License-Identifier: Apache-2.0
/** Stands where content would be when it could not be loaded. */
import { Link, useLocation } from "@tanstack/react-router";
import { CircleAlert, CloudOff, RotateCw } from "lucide-react";
import { useState } from "react";

import { ApiError, messageOf } from "@/api/error";

import { Button, buttonClass } from "./button";
import { cx } from "./cx";

/** Tries again; what it returns may be a promise of the end. */
type Retry = () => unknown;

interface ErrorStateProps {
  /** The name of the page, when it has no other heading. */
  heading?: string;
  title: string;
  error: unknown;
  onRetry?: Retry;
  /** Where else one can go, when nothing else is on the page. */
  wayOut?: { to: string; label: string };
}

export function ErrorState({ heading, title, error, onRetry, wayOut }: ErrorStateProps) {
  const isOffline = error instanceof ApiError && error.isOffline;
  const { pathname, searchStr } = useLocation();
  // What is not there comes by no second try; without its id the page lists what there is.
  const isGone = error instanceof ApiError && error.status === 404 && searchStr !== "";
  const Icon = isOffline ? CloudOff : CircleAlert;
  return (
    <div
      role="alert"
      className={cx(
        "mx-auto flex max-w-md flex-col items-center gap-3 p-8 text-center",
        heading && "min-h-[70dvh] justify-center",
      )}
    >
      {heading && <h1 className="sr-only">{heading}</h1>}
      <Icon size={32} aria-hidden className={isGone ? "text-ink-3" : "text-bad"} />
      <h2 className="text-balance text-lg font-semibold">{title}</h2>
      <p className="text-balance text-ink-2">{messageOf(error)}</p>
      {error instanceof ApiError && error.requestId && !isGone && (
        <p className="text-xs text-ink-3">Request {error.requestId}</p>
      )}
      {isGone && (
        <Link to={(wayOut?.to ?? pathname) as never} search={{} as never} className={buttonClass()}>
          {wayOut?.label ?? "Show all"}
        </Link>
      )}
      {onRetry && !isGone && <RetryButton onRetry={onRetry} />}
      {wayOut && !isGone && (
        <Link to={wayOut.to as never} className={buttonClass("quiet")}>
          {wayOut.label}
        </Link>
      )}
    </div>
  );
}

function RetryButton({ onRetry }: { onRetry: Retry }) {
  const [isBusy, setBusy] = useState(false);
  const retry = async () => {
    setBusy(true);
    await onRetry();
    setBusy(false);
  };
  return (
    <Button icon={RotateCw} isBusy={isBusy} onClick={() => void retry()}>
      Try again
    </Button>
  );
}
