// SPDX-License-Identifier: Apache-2.0
/** Downloads what has an address. */

/** Downloads an address as a file; without a name the server names it. */
export function download(url: string, name = ""): void {
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
}
