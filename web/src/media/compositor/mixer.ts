// SPDX-License-Identifier: Apache-2.0
/** Plays the sounds of a resolved timeline by Web Audio, each with its gain. */
import { Recovery } from "./recovery";
import { type Resolved, type Sound, amplitudeAt, isAt, rateOf } from "./resolved";
import type { VideoFiles } from "./video-pool";

const SAMPLE_RATE = 48_000;
const DRIFT_SECONDS = 0.15;
const SMOOTHING_SECONDS = 0.015;
const DUCK_SECONDS = 0.15;
const PREPARED_SECONDS = 2;
/** The tracks whose sound is that of an element that shows a picture too. */
const PICTURED = new Set(["clips", "videoOverlays"]);

/** The elements that show pictures, of which some have the sound of their video. */
interface Pictured {
  soundOf: (itemId: string) => HTMLMediaElement | null;
  isSilent: (itemId: string) => boolean;
}

interface Voice {
  element: HTMLMediaElement;
  /** Null where the file is of another origin that does not allow it: then the volume is set. */
  gain: GainNode | null;
}

export class Mixer {
  private context: AudioContext | null = null;
  private readonly gains = new WeakMap<HTMLMediaElement, GainNode | null>();
  private readonly voices = new Map<string, HTMLAudioElement>();
  private readonly recovery = new Recovery();
  private master = 1;

  constructor(
    private readonly addressOf: (uploadId: number) => string,
    private readonly videos: Pictured,
    private readonly files: Pick<VideoFiles, "isThere">,
  ) {}

  /** Sets how loud everything is, 0 to 1. */
  setVolume(volume: number): void {
    this.master = volume;
  }

  /** Plays what is heard at a frame, at a speed; at any other speed than 1 it is silent. */
  play(resolved: Resolved, frame: number, speed: number, mutedTracks: ReadonlySet<string>): void {
    this.context ??= typeof AudioContext === "undefined" ? null : new AudioContext();
    if (this.context?.state === "suspended") void this.context.resume();
    const rate = rateOf(resolved);
    const heard = resolved.sounds.filter((sound) => isAt(sound, frame));
    const isSpeaking = heard.some((sound) => sound.track === "narration");
    const wanted = new Set<string>();
    for (const sound of resolved.sounds) {
      const isHeard = isAt(sound, frame);
      const soon = sound.startFrame - frame;
      if (!isHeard && !(soon > 0 && soon < rate * PREPARED_SECONDS)) continue;
      wanted.add(sound.itemId);
      const isSilent = speed !== 1 || mutedTracks.has(sound.track) || !isHeard;
      const ducked = isSpeaking && sound.ducking ? 10 ** (-sound.ducking.amountDb / 20) : 1;
      const level = isSilent ? 0 : amplitudeAt(sound, frame) * ducked * this.master;
      this.sound(resolved, sound, frame, level, isHeard && speed === 1);
    }
    for (const [id, element] of this.voices) if (!wanted.has(id)) this.end(id, element);
    this.silence(resolved, wanted);
  }

  /** Stops everything. */
  pause(): void {
    for (const element of this.voices.values()) element.pause();
  }

  /** Reads again what has failed: the network is there again. */
  retry(): void {
    this.recovery.clear();
    for (const element of this.voices.values()) if (element.error) element.load();
  }

  close(): void {
    this.recovery.close();
    for (const [id, element] of this.voices) this.end(id, element);
    void this.context?.close();
    this.context = null;
  }

  private sound(
    resolved: Resolved,
    sound: Sound,
    frame: number,
    level: number,
    isPlaying: boolean,
  ): void {
    const { itemId, track } = sound;
    const isPictured = PICTURED.has(track) && !this.videos.isSilent(itemId);
    const element = isPictured ? this.videos.soundOf(itemId) : this.voiceOf(sound);
    const voice = this.voices.get(itemId);
    if (isPictured && voice) this.end(itemId, voice);
    if (!element) return;
    this.setLevel({ element, gain: this.gainOf(element) }, level, sound.ducking ? DUCK_SECONDS : 0);
    if (isPictured) return;
    const clip = track === "clips" ? resolved.base.find((one) => one.itemId === itemId) : undefined;
    const speed = (clip?.speedPct ?? 100) / 100;
    if (element.playbackRate !== speed) element.playbackRate = speed;
    const played = (Math.max(0, frame - sound.startFrame) / rateOf(resolved)) * speed;
    const time = timeIn(sound, played, element.duration);
    if (Math.abs(element.currentTime - time) > DRIFT_SECONDS && !element.seeking) {
      element.currentTime = time;
    }
    if (isPlaying && element.paused) void element.play().catch(() => undefined);
    if (!isPlaying) element.pause();
  }

  /** Silences pictured elements whose item has no sound. */
  private silence(resolved: Resolved, wanted: ReadonlySet<string>): void {
    for (const item of resolved.base) {
      const element = item.itemId && !wanted.has(item.itemId) ? this.videos.soundOf(item.itemId) : null;
      if (element) this.setLevel({ element, gain: this.gainOf(element) }, 0, 0);
    }
    for (const layer of resolved.layers) {
      if (layer.kind !== "video" || wanted.has(layer.itemId)) continue;
      const element = this.videos.soundOf(layer.itemId);
      if (element) this.setLevel({ element, gain: this.gainOf(element) }, 0, 0);
    }
  }

  private setLevel({ element, gain }: Voice, level: number, seconds: number): void {
    if (gain && this.context) {
      const smoothing = Math.max(SMOOTHING_SECONDS, seconds);
      gain.gain.setTargetAtTime(level, this.context.currentTime, smoothing);
    } else element.volume = Math.min(1, level);
  }

  private voiceOf(sound: Sound): HTMLAudioElement {
    const known = this.voices.get(sound.itemId);
    if (known) return known;
    const element = new Audio(this.addressOf(sound.uploadId));
    element.preload = "auto";
    element.addEventListener("error", () => void this.recover(sound, element));
    this.voices.set(sound.itemId, element);
    return element;
  }

  /** Reads the file of a sound again if it failed by something that passes. */
  private async recover({ itemId, uploadId }: Sound, element: HTMLAudioElement): Promise<void> {
    const look = (signal: AbortSignal) => this.files.isThere(uploadId, signal);
    const code = element.error?.code ?? 0;
    const mayPlay = await this.recovery.mayReadAgain(element, element.src, code, look);
    // It may play again by now, or belong to nothing any more.
    if (mayPlay && element.error && this.voices.get(itemId) === element) element.load();
  }

  private end(id: string, element: HTMLAudioElement): void {
    element.pause();
    element.removeAttribute("src");
    element.load();
    this.gains.get(element)?.disconnect();
    this.voices.delete(id);
  }

  private gainOf(element: HTMLMediaElement): GainNode | null {
    const known = this.gains.get(element);
    if (known !== undefined || !this.context) return known ?? null;
    const gain = this.context.createGain();
    this.context.createMediaElementSource(element).connect(gain).connect(this.context.destination);
    this.gains.set(element, gain);
    return gain;
  }
}

/** Returns the time in the file of a sound after so many seconds; music begins again. */
export function timeIn(sound: Sound, played: number, duration: number): number {
  const first = sound.sourceSample / SAMPLE_RATE;
  const period = duration - first;
  if (!sound.isRepeated || !(period > 0)) return first + played;
  return first + (played % period);
}
