// SPDX-License-Identifier: Apache-2.0
/** Records the microphone: its level while it runs, and a file at its end. */

/** The longest narration that the server takes. */
export const LONGEST_SECONDS = 1200;

const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const SILENCE_DECIBELS = -60;

export interface Recording {
  /** Returns how loud it is now: 0 silence, 1 full scale, in equal steps of decibels. */
  level: () => number;
  /** Ends the recording and returns it. */
  finish: () => Promise<File>;
  /** Ends the recording and forgets it. */
  discard: () => void;
}

/** Why the microphone cannot be used here, or undefined when it can be asked for. */
export function whyNoMicrophone(): string | undefined {
  if (typeof MediaRecorder === "undefined" || !navigator.mediaDevices) {
    return "Browsers give the microphone only to pages that are opened over https, or on the machine itself.";
  }
  return undefined;
}

/** Says for people why the microphone did not open. */
export function reasonOf(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError") {
    return "The browser does not let this page use the microphone; allow it beside the address.";
  }
  if (name === "NotFoundError") return "There is no microphone.";
  if (name === "NotReadableError") return "Another program uses the microphone.";
  return "The microphone could not be opened.";
}

/** Opens the microphone and begins to record; throws when the browser refuses. */
export async function record(): Promise<Recording> {
  const audio = { echoCancellation: false, noiseSuppression: true, autoGainControl: false };
  const stream = await navigator.mediaDevices.getUserMedia({ audio });
  const type = TYPES.find((one) => MediaRecorder.isTypeSupported(one)) ?? "";
  const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 128_000 });
  const pieces: Blob[] = [];
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  const meter = levelMeter(stream);
  // In pieces of a second, so that little is lost when the browser must end early.
  recorder.start(1000);
  const close = () => {
    meter.close();
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    level: meter.level,
    finish: async () => {
      await ended(recorder);
      close();
      return fileOf(pieces, recorder.mimeType);
    },
    discard: () => {
      if (recorder.state !== "inactive") recorder.stop();
      close();
    },
  };
}

function ended(recorder: MediaRecorder): Promise<void> {
  if (recorder.state === "inactive") return Promise.resolve();
  return new Promise((resolve) => {
    recorder.addEventListener("stop", () => resolve(), { once: true });
    recorder.stop();
  });
}

function fileOf(pieces: Blob[], mimeType: string): File {
  const type = mimeType.split(";")[0] ?? "audio/webm";
  const suffix = { "audio/ogg": "ogg", "audio/mp4": "m4a" }[type] ?? "webm";
  const time = new Date().toTimeString().slice(0, 5).replace(":", ".");
  return new File(pieces, `Narration ${time}.${suffix}`, { type });
}

function levelMeter(stream: MediaStream): { level: () => number; close: () => void } {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 1024;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level: () => {
      analyser.getFloatTimeDomainData(samples);
      return levelOf(samples);
    },
    close: () => void context.close(),
  };
}

/** Returns the loudness of samples: 0 at -60 dB of their peak and below, 1 at full scale. */
export function levelOf(samples: Float32Array): number {
  const peak = samples.reduce((most, one) => Math.max(most, Math.abs(one)), 0);
  if (peak === 0) return 0;
  const decibels = 20 * Math.log10(peak);
  return Math.min(1, Math.max(0, 1 - decibels / SILENCE_DECIBELS));
}
