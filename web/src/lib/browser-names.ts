// SPDX-License-Identifier: Apache-2.0
/** Names a browser and its system by what it says of itself: `Firefox on Linux`. */

// Browsers also call themselves by the names of those that they descend from, so the order counts.
const BROWSERS: [RegExp, string][] = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrome\//, "Chrome"],
  [/Safari\//, "Safari"],
];

const SYSTEMS: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Windows/, "Windows"],
  [/Mac OS X/, "macOS"],
  [/Linux/, "Linux"],
];

export function browserOf(userAgent: string): string {
  const nameIn = (known: [RegExp, string][]) => known.find(([sign]) => sign.test(userAgent))?.[1];
  const browser = nameIn(BROWSERS);
  if (!browser) return userAgent.slice(0, 60) || "Unknown program";
  const system = nameIn(SYSTEMS);
  return system ? `${browser} on ${system}` : browser;
}
