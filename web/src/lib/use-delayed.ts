// SPDX-License-Identifier: Apache-2.0
/** What is typed is acted on once the typing pauses. */
import { useEffect, useRef } from "react";

const TYPING_MILLISECONDS = 200;

/** Calls a function with a text once nobody has typed for a moment. */
export function useDelayed(text: string, done: (text: string) => void): void {
  const latest = useRef(done);
  const last = useRef(text);
  useEffect(() => {
    latest.current = done;
  });
  useEffect(() => {
    if (text === last.current) return undefined;
    const timer = window.setTimeout(() => {
      last.current = text;
      latest.current(text);
    }, TYPING_MILLISECONDS);
    return () => window.clearTimeout(timer);
  }, [text]);
}
