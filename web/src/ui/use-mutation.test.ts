// SPDX-License-Identifier: Apache-2.0
import { MutationObserver, QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

import { toasts } from "./toast";
import { changed } from "./use-mutation";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Returns a change that a component asks for which is gone before the server answers. */
function aChange(answer: () => Promise<string>) {
  const observer = new MutationObserver(new QueryClient(), { mutationFn: answer });
  const leave = observer.subscribe(() => undefined);
  return { mutateAsync: () => observer.mutate(), isShown: () => false, leave };
}

test("what is done is said, also when what asked for it is gone with the answer", async () => {
  const { leave, ...change } = aChange(async () => "stored");
  const onSuccess = vi.fn();
  const ended = changed<string, void>(change, undefined, { onSuccess });
  leave();
  await ended;
  expect(onSuccess.mock.calls[0]?.[0]).toBe("stored");
});

test("what failed is said by a notice where nothing is left that shows it", async () => {
  const refuse = () => Promise.reject(new Error("The space is full."));
  const { leave, ...gone } = aChange(refuse);
  leave();
  await changed<string, void>(gone, undefined);
  expect(toasts().map((one) => [one.text, one.tone])).toEqual([["The space is full.", "bad"]]);

  const onError = vi.fn();
  await changed<string, void>(gone, undefined, { onError });
  await changed<string, void>({ ...gone, isShown: () => true }, undefined);
  expect(onError).toHaveBeenCalledOnce();
  expect(toasts()).toHaveLength(1);
});
