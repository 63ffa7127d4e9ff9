// SPDX-License-Identifier: Apache-2.0
/** Stands where a page of a draft would be when the draft could not be opened. */
import { Link } from "@tanstack/react-router";
import { CloudUpload } from "lucide-react";

import { buttonClass } from "@/ui/button";
import { EmptyState } from "@/ui/empty-state";
import { ErrorState } from "@/ui/error-state";

import { wordsOfUnusable } from "./unusable";

interface NoDraftProps {
  heading: string;
  /** What is said when trying again may help. */
  title: string;
  error: unknown;
  onRetry: () => void;
}

export function NoDraft(props: NoDraftProps) {
  const words = wordsOfUnusable(props.error);
  if (!words) return <ErrorState {...props} wayOut={{ to: "/uploads", label: "Go to Uploads" }} />;
  return (
    <div className="grid h-full place-content-center">
      <EmptyState
        heading={props.heading}
        icon={CloudUpload}
        title={words.title}
        action={
          <Link to={"/uploads" as never} className={buttonClass("primary")}>
            Go to Uploads
          </Link>
        }
      >
        {words.text}
      </EmptyState>
    </div>
  );
}
