// SPDX-License-Identifier: Apache-2.0
/** Converts between the seconds of a document and the frames of its frame rate. */

export interface FrameRate {
  numerator: number;
  denominator: number;
}

/** Reads a frame rate as documents name it: `30` or `30000/1001`. */
export function frameRate(name: string): FrameRate {
  const [numerator = 30, denominator = 1] = name.split("/").map(Number);
  return { numerator, denominator };
}

/** Returns the number of frames in a second, for display. */
export function framesPerSecond(rate: FrameRate): number {
  return rate.numerator / rate.denominator;
}

/** Returns the frame nearest to a time; half a frame is rounded up, as exports do. */
export function frameAt(seconds: number, rate: FrameRate): number {
  return Math.floor((seconds * rate.numerator) / rate.denominator + 0.5 + 1e-7);
}

/** Returns the time of a frame, to a microsecond: `frameAt` of it is the frame again. */
export function secondsAt(frame: number, rate: FrameRate): number {
  return Math.round(((frame * rate.denominator) / rate.numerator) * 1e6) / 1e6;
}
