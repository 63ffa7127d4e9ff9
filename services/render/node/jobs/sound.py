# SPDX-License-Identifier: Apache-2.0
"""The work that sound is: decoding audio uploads, and mastering the mix of a whole film."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

from media.errors import UnusableMedia
from media.loudness import (
    CEILING_DBTP,
    MAX_DBTP,
    OVERSHOOT_DB,
    master_argv,
    measure_argv,
    parse_loudness,
    parse_peak,
    static_gain,
)
from media.mix_buffer import SOURCE_BYTES
from media.mixing import STEP_SAMPLES
from media.pcm import audio_pcm_argv, video_pcm_argv
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE, round_half_up
from services.render.contract.results import CachedFile
from services.render.contract.specs import audio_file, envelope_file, sound_file
from services.render.coordinator.domain.errors import InputUnusable, PieceFailed
from services.render.node.context import JobContext
from services.render.node.jobs.mixer import Curves, mix
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import MAX_PCM_SAMPLES, PcmSpec

_DECODED = "application/octet-stream"
_MOST_MASTERS = 5
_LONGEST_PACKET = 8192


def decode_upload(context: JobContext, need: PcmSpec) -> CachedFile:
    """Decode the sound of an upload to samples that any film can be mixed from."""
    source = context.upload(need.storage_key)
    if context.sha256(source) != need.source_sha256:
        raise InputUnusable("object_changed", f"Upload {need.upload_id} is not what it was.")
    target = context.folder / "sound.s16"
    try:
        probe = context.probe(source)
        argv = _decoding(need, source, target, probe=probe)
    except UnusableMedia as error:
        reason = f"Upload {need.upload_id} is damaged: {error}."
        raise InputUnusable("damaged_media", reason) from error
    longest = max(need.n_samples, MAX_PCM_SAMPLES) + SAMPLE_RATE
    context.encode(argv, cap=longest * SOURCE_BYTES)
    if not target.stat().st_size:
        raise InputUnusable("no_audio", f"Upload {need.upload_id} has no sound.")
    _cut_padding(target, n_samples=round_half_up(probe.playing_time * SAMPLE_RATE))
    key = sound_file(need.key)
    stored = context.storage.put_file(key, target, content_type=_DECODED, if_absent=True, take=True)
    return CachedFile(need.key, key, stored.size_bytes)


def _decoding(need: PcmSpec, source: Path, target: Path, *, probe: MediaProbe) -> list[str]:
    if need.is_of_video:
        return video_pcm_argv(source, target, probe=probe, samples=need.n_samples)
    return audio_pcm_argv(source, target, probe=probe, longest=MAX_PCM_SAMPLES)


def _cut_padding(decoded: Path, *, n_samples: int) -> None:
    """End where the file says; ffmpeg plays all of the last packet, a gap in repeated music."""
    beyond = decoded.stat().st_size // SOURCE_BYTES - n_samples
    if 0 < beyond < _LONGEST_PACKET:
        os.truncate(decoded, n_samples * SOURCE_BYTES)


def sound(context: JobContext, spec: MixSpec) -> CachedFile:
    """Mix the whole programme, measure it, and encode it once at one loudness."""
    mixed, target = context.folder / "mix.wav", context.folder / "sound.m4a"
    curves = mix(context, spec, mixed)
    context.watch.report(0.5)
    measured = context.look(measure_argv(mixed))[1]
    gain = static_gain(parse_loudness(measured), samples=spec.n_samples)
    _master(context, mixed, target, gain=gain, samples=spec.n_samples, peak=parse_peak(measured))
    heard = context.packets(target).audio
    if heard is None or heard.end_seconds * SAMPLE_RATE != spec.n_samples:
        raise PieceFailed("wrong_packets", "The sound of this film came out too short or too long.")
    _store_envelope(context, spec, gain_db=float(gain), curves=curves)
    key = audio_file(spec.key)
    stored = context.storage.put_file(key, target, content_type="audio/mp4", if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes)


def _master(
    context: JobContext, mixed: Path, target: Path, *, gain: Fraction, samples: int, peak: Fraction
) -> None:
    """Encode a mix; where AAC raised a peak too high, again from the mix, under a lower ceiling."""
    loudest, ceiling = peak + gain, CEILING_DBTP
    for _ in range(_MOST_MASTERS):
        wanted = ceiling if loudest > ceiling else None
        context.encode(master_argv(mixed, target, gain=gain, samples=samples, ceiling=wanted))
        if loudest <= MAX_DBTP - OVERSHOOT_DB or (excess := _excess(context, target)) <= 0:
            return
        ceiling = min(ceiling, loudest) - excess


def _excess(context: JobContext, master: Path) -> Fraction:
    return parse_peak(context.look(measure_argv(master))[1]) - MAX_DBTP


def _store_envelope(context: JobContext, spec: MixSpec, *, gain_db: float, curves: Curves) -> None:
    """Keep the gains beside the sound, so that players of the parts can sound like the whole."""
    ducked = [
        {"startSample": start, "gainDb": [round(value, 2) for value in curve.tolist()]}
        for start, curve in curves
    ]
    envelope = {"stepSamples": STEP_SAMPLES, "gainDb": round(gain_db, 2), "music": ducked}
    content = json.dumps(envelope, separators=(",", ":")).encode()
    context.storage.put_bytes(envelope_file(spec.key), content, content_type="application/json")
