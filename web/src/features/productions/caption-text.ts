// SPDX-License-Identifier: Apache-2.0
/** Decodes files of captions, which older programs write in the encoding of their system. */

/** Encodings that files without a mark may have, by the names that browsers know. */
export const ENCODINGS = [
  { value: "utf-8", label: "Unicode (UTF-8)" },
  { value: "utf-16le", label: "Unicode (UTF-16, little endian)" },
  { value: "utf-16be", label: "Unicode (UTF-16, big endian)" },
  { value: "windows-1252", label: "Western European (Windows-1252)" },
  { value: "windows-1250", label: "Central European (Windows-1250)" },
  { value: "windows-1251", label: "Cyrillic (Windows-1251)" },
  { value: "windows-1253", label: "Greek (Windows-1253)" },
  { value: "windows-1254", label: "Turkish (Windows-1254)" },
  { value: "windows-1255", label: "Hebrew (Windows-1255)" },
  { value: "windows-1256", label: "Arabic (Windows-1256)" },
  { value: "windows-1257", label: "Baltic (Windows-1257)" },
  { value: "shift_jis", label: "Japanese (Shift JIS)" },
  { value: "euc-kr", label: "Korean (EUC-KR)" },
  { value: "gb18030", label: "Chinese, simplified (GB 18030)" },
  { value: "big5", label: "Chinese, traditional (Big5)" },
] as const;

export type Encoding = (typeof ENCODINGS)[number]["value"];

export interface Guess {
  encoding: Encoding;
  /** False where no mark and no rule says so, and a person has to look at the text. */
  isSure: boolean;
}

/** Returns the encoding of a file: by its mark, UTF-8 if it is that, else the likely one. */
export function encodingOf(bytes: Uint8Array): Guess {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return { encoding: "utf-16le", isSure: true };
  if (first === 0xfe && second === 0xff) return { encoding: "utf-16be", isSure: true };
  const zeros = [0, 1].map((odd) => bytes.filter((one, at) => one === 0 && at % 2 === odd).length);
  const [even = 0, odd = 0] = zeros;
  // Digits and arrows of time codes have a byte of zeros each in UTF-16, and text has none else.
  if (even + odd > bytes.length / 8) {
    return { encoding: odd > even ? "utf-16le" : "utf-16be", isSure: true };
  }
  if (decoded(bytes, "utf-8") !== null) return { encoding: "utf-8", isSure: true };
  const letters = bytes.filter((one) => one >= 0x80 || isLatinLetter(one));
  const foreign = letters.filter((one) => one >= 0x80);
  const isMostlyForeign = foreign.length > letters.length / 2;
  return { encoding: isMostlyForeign ? "windows-1251" : "windows-1252", isSure: false };
}

function isLatinLetter(byte: number): boolean {
  const lower = byte | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

/** Returns the text of a file in an encoding, without a mark; null if it is not in it. */
export function decoded(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns the first line with a letter beyond ASCII, by which one sees whether it is right. */
export function tellingLine(text: string): string {
  const lines = text.split(/\r\n|\r|\n/);
  return (lines.find((line) => /[^\p{ASCII}]/u.test(line)) ?? "").slice(0, 120);
}
