// SPDX-License-Identifier: Apache-2.0
/** Which uploads the files of a timeline are, by their names. */

interface Named {
  id: number;
  name: string;
}

function folded(name: string): string {
  return name.normalize("NFC").toLowerCase().trim();
}

function stem(name: string): string {
  return folded(name).replace(/\.[a-z0-9]{1,5}$/, "");
}

/** Returns the upload with the name of a file, else with its name but for the extension. */
export function uploadNamed<Upload extends Named>(
  name: string,
  uploads: readonly Upload[],
): Upload | undefined {
  return (
    uploads.find((one) => folded(one.name) === folded(name)) ??
    uploads.find((one) => stem(one.name) === stem(name))
  );
}
