// SPDX-License-Identifier: Apache-2.0
/** Writes and reads times as editors do: `HH:MM:SS:FF`. */
import { type FrameRate, frameAt, framesPerSecond } from "./frames";

/** Writes a frame as `00:00:19:12`: frames are counted within the nominal second. */
export function formatTimecode(frame: number, rate: FrameRate): string {
  const perSecond = Math.round(framesPerSecond(rate));
  const sign = frame < 0 ? "-" : "";
  const whole = Math.abs(frame);
  const seconds = Math.floor(whole / perSecond);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return (
    sign + [...parts, whole % perSecond].map((part) => String(part).padStart(2, "0")).join(":")
  );
}

/** Writes a length in seconds as `3.2 s`. */
export function formatLength(frames: number, rate: FrameRate): string {
  return `${(frames / framesPerSecond(rate)).toFixed(1)} s`;
}

/**
 * Reads a typed time as a frame, or returns null.
 *
 * Takes `HH:MM:SS:FF`, `MM:SS:FF`, `1:23.5`, seconds as `4.5` or `4.5s`, frames as `120f`; a sign
 * makes it relative to `from`: `+12f`, `-1.5`.
 */
export function parseTimecode(text: string, rate: FrameRate, from = 0): number | null {
  const trimmed = text.trim();
  const sign = /^[+-]/.exec(trimmed)?.[0];
  const found = parsePlain(sign ? trimmed.slice(1).trim() : trimmed, rate);
  if (found === null) return null;
  if (!sign) return found;
  return sign === "+" ? from + found : from - found;
}

function parsePlain(text: string, rate: FrameRate): number | null {
  const frames = /^(\d+)\s*f$/i.exec(text)?.[1];
  if (frames) return Number(frames);
  const plain = /^(\d+(?:\.\d+)?|\.\d+)\s*s?$/i.exec(text)?.[1];
  if (plain) return frameAt(Number(plain), rate);
  const minutes =
    /^(?:(\d+):)?(\d+):(\d+(?:\.\d+))$/.exec(text) ?? /^(\d{0})(\d+):(\d+)$/.exec(text);
  if (minutes) {
    const [, hours = "0", minute = "0", second = "0"] = minutes;
    return frameAt(Number(hours) * 3600 + Number(minute) * 60 + Number(second), rate);
  }
  const parts = /^(?:(\d+):)?(\d+):(\d+):(\d+)$/.exec(text);
  if (!parts) return null;
  const [, hours = "0", minute = "0", second = "0", frame = "0"] = parts;
  const perSecond = Math.round(framesPerSecond(rate));
  return (Number(hours) * 3600 + Number(minute) * 60 + Number(second)) * perSecond + Number(frame);
}
