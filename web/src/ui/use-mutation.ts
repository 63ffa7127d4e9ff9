// SPDX-License-Identifier: Apache-2.0
/**
 * The hook of the cache for changes, but that what is said of a change is said in any case.
 *
 * The cache calls what was given to `mutate` only while its component is shown. A row that goes with
 * the answer, or a dialog that is closed before it, would say neither that it is done nor why not.
 */
import { type MutateOptions, useMutation as useCachedMutation } from "@tanstack/react-query";
import { useCallback, useEffect, useRef } from "react";

import { messageOf } from "@/api/error";

import { showToast } from "./toast";

type Said<Data, Given> = Pick<MutateOptions<Data, Error, Given>, "onSuccess" | "onError" | "onSettled">;

interface Change<Data, Given> {
  mutateAsync: (given: Given) => Promise<Data>;
  /** Whether what asked for the change is still shown, and shows what is wrong itself. */
  isShown: () => boolean;
}

/** Makes a change, and calls what is to be said of it however it ends. */
export async function changed<Data, Given>(
  { mutateAsync, isShown }: Change<Data, Given>,
  given: Given,
  said: Said<Data, Given> = {},
): Promise<void> {
  const call = (name: keyof Said<Data, Given>, ...about: unknown[]) =>
    (said[name] as ((...all: unknown[]) => void) | undefined)?.(...about, given, undefined);
  try {
    const data = await mutateAsync(given);
    call("onSuccess", data);
    call("onSettled", data, null);
  } catch (error) {
    if (said.onError) call("onError", error);
    else if (!isShown()) showToast(messageOf(error), { tone: "bad" });
    call("onSettled", undefined, error);
  }
}

export const useMutation = ((options: Parameters<typeof useCachedMutation>[0]) => {
  const mutation = useCachedMutation(options);
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const { mutateAsync } = mutation;
  const speaks = options.onError !== undefined;
  const mutate = useCallback(
    (given: unknown, said?: Said<unknown, unknown>) => {
      // What says itself what is wrong needs nobody else to do so.
      const isShown = () => shown.current || speaks;
      void changed({ mutateAsync: mutateAsync as never, isShown }, given, said);
    },
    [mutateAsync, speaks],
  );
  return { ...mutation, mutate };
}) as typeof useCachedMutation;
