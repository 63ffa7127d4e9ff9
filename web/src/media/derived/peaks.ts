// SPDX-License-Identifier: Apache-2.0
/** The peaks of a sound, from which its waveform is drawn. */
/** Pairs of the lowest and the highest sample of equal stretches; 127 is full scale. */
export interface Peaks {
  perSecond: number;
  pairs: Int8Array;
}

/** The rates that the server has, coarsest first. */
export const PEAK_RATES = [10, 100] as const;
export type PeakRate = (typeof PEAK_RATES)[number];

/** Returns the coarsest rate that has a pair for each pixel. */
export function peakRateFor(pixelsPerSecond: number): PeakRate {
  return pixelsPerSecond > PEAK_RATES[0] ? 100 : 10;
}

/** Returns how loud the loudest sample between two times is, 0 to 1. */
export function loudestBetween(peaks: Peaks, from: number, to: number): number {
  const count = peaks.pairs.length / 2;
  const first = Math.max(0, Math.floor(from * peaks.perSecond));
  const last = Math.min(count, Math.max(first + 1, Math.ceil(to * peaks.perSecond)));
  let loudest = 0;
  for (let index = 2 * first; index < 2 * last; index += 1) {
    loudest = Math.max(loudest, Math.abs(peaks.pairs[index] ?? 0));
  }
  return Math.min(1, loudest / 127);
}

/** Returns how long the sound is, in seconds. */
export function lengthOf(peaks: Peaks): number {
  return peaks.pairs.length / 2 / peaks.perSecond;
}
