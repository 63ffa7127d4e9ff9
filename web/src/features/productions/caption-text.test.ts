// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";

import { decoded, encodingOf, tellingLine } from "./caption-text";

const CUE = "1\n00:00:00,000 --> 00:00:02,000\n";
const bytesOf = (...codes: number[]) =>
  Uint8Array.from([...CUE].map((one) => one.charCodeAt(0)).concat(codes));
const utf16 = (text: string, isBig = false) =>
  Uint8Array.from(
    [...text].flatMap((one) => {
      const pair = [one.charCodeAt(0) & 255, one.charCodeAt(0) >> 8];
      return isBig ? pair.reverse() : pair;
    }),
  );

test("UTF-8 is known by its rules, with and without a mark", () => {
  const plain = new TextEncoder().encode(`${CUE}Möwen`);
  expect(encodingOf(plain)).toEqual({ encoding: "utf-8", isSure: true });
  const marked = Uint8Array.from([0xef, 0xbb, 0xbf, ...plain]);
  expect(encodingOf(marked).encoding).toBe("utf-8");
  expect(decoded(marked, "utf-8")).toBe(`${CUE}Möwen`);
});

test("UTF-16 is known by its mark, and by the zeros of time codes without one", () => {
  const marked = Uint8Array.from([0xff, 0xfe, ...utf16(`${CUE}Möwen`)]);
  expect(encodingOf(marked)).toEqual({ encoding: "utf-16le", isSure: true });
  expect(decoded(marked, "utf-16le")).toBe(`${CUE}Möwen`);
  expect(encodingOf(utf16(CUE))).toEqual({ encoding: "utf-16le", isSure: true });
  expect(encodingOf(utf16(CUE, true))).toEqual({ encoding: "utf-16be", isSure: true });
});

test("what is not UTF-8 is asked about, with the likely encoding first", () => {
  const western = bytesOf(0x4d, 0xf6, 0x77, 0x65, 0x6e);
  expect(encodingOf(western)).toEqual({ encoding: "windows-1252", isSure: false });
  expect(decoded(western, "utf-8")).toBeNull();
  expect(tellingLine(decoded(western, "windows-1252") ?? "")).toBe("Möwen");
  const cyrillic = bytesOf(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2);
  expect(encodingOf(cyrillic)).toEqual({ encoding: "windows-1251", isSure: false });
  expect(tellingLine(decoded(cyrillic, "windows-1251") ?? "")).toBe("Привет");
});

test("a text of ASCII alone has no line that tells", () => {
  expect(tellingLine(CUE)).toBe("");
});
