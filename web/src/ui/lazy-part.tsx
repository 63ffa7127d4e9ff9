// SPDX-License-Identifier: Apache-2.0
/** Parts of a page that are loaded when they are first shown. */
import { type ComponentType, useEffect, useState } from "react";

import { showToast } from "./toast";

/** When parts are loaded that nothing has shown: without a connection they are there, then. */
const LOAD_AFTER_MS = 15_000;

/** What those parts have that can be closed. */
interface ClosingProps {
  onClose?: () => void;
}

/** Returns a component that shows nothing until the one it stands for is loaded. */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loading: Promise<ComponentType<Props>> | undefined;
  let loaded: ComponentType<Props> | undefined;
  const loadOnce = () => {
    loading ??= load().then((part) => (loaded = part));
    loading.catch(() => (loading = undefined));
    return loading;
  };
  setTimeout(() => void loadOnce().catch(() => undefined), LOAD_AFTER_MS);

  return function LazyPart(props: Props) {
    const [Part, setPart] = useState(() => loaded);
    const { onClose } = props as ClosingProps;
    useEffect(() => {
      if (Part) return;
      const tell = () => {
        showToast("This could not be loaded. Check your connection.", { tone: "bad" });
        onClose?.();
      };
      loadOnce().then((part) => setPart(() => part), tell);
    }, [Part, onClose]);
    return Part ? <Part {...props} /> : null;
  };
}
