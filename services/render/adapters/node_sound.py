# SPDX-License-Identifier: Apache-2.0
"""The work that sound is: decoding audio uploads, and mastering the mix of a whole film."""

from __future__ import annotations

import json
import os
from fractions import Fraction
from pathlib import Path

from media.facts import Probe, UnusableMedia
from media.loudness import (
    CEILING_DBTP,
    MOST_DBTP,
    OVERSHOOT_DB,
    master_argv,
    measure_argv,
    parse_loudness,
    parse_peak,
    static_gain,
)
from media.mixing import STEP
from media.sounds import film_sound_argv, sound_argv
from media.tape import SOURCE_BYTES
from media.timecode import SAMPLE_RATE, round_half_up
from services.render.adapters.mixer import Curves, mix
from services.render.adapters.node_bench import Bench
from services.render.domain.errors import InputUnusable, PieceFailed
from services.render.domain.results import CachedFile
from services.render.domain.tasks import audio_file, envelope_file, sound_file
from timeline.sound import LONGEST_SOUND
from timeline.sound_specs import AudioSpec, SoundNeed

_DECODED = "application/octet-stream"
_MOST_MASTERS = 5
_LONGEST_PACKET = 8192


def decode_upload(bench: Bench, need: SoundNeed) -> CachedFile:
    """Decode the sound of an upload to samples that any film can be mixed from."""
    source = bench.upload(need.storage_key)
    if bench.sha256(source) != need.source_sha256:
        raise InputUnusable("object_changed", f"Upload {need.upload_id} is not what it was.")
    target = bench.folder / "sound.s16"
    try:
        probe = bench.probe(source)
        argv = _decoding(need, source, target, probe=probe)
    except UnusableMedia as error:
        reason = f"Upload {need.upload_id} is damaged: {error}."
        raise InputUnusable("damaged_media", reason) from error
    longest = max(need.n_samples, LONGEST_SOUND) + SAMPLE_RATE
    bench.encode(argv, cap=longest * SOURCE_BYTES)
    if not target.stat().st_size:
        raise InputUnusable("no_audio", f"Upload {need.upload_id} has no sound.")
    _cut_padding(target, n_samples=round_half_up(probe.playing_time * SAMPLE_RATE))
    key = sound_file(need.key)
    stored = bench.storage.put_file(key, target, content_type=_DECODED, if_absent=True, take=True)
    return CachedFile(need.key, key, stored.size_bytes)


def _decoding(need: SoundNeed, source: Path, target: Path, *, probe: Probe) -> list[str]:
    if need.is_of_film:
        return film_sound_argv(source, target, probe=probe, samples=need.n_samples)
    return sound_argv(source, target, probe=probe, longest=LONGEST_SOUND)


def _cut_padding(decoded: Path, *, n_samples: int) -> None:
    """End where the file says; ffmpeg plays all of the last packet, a gap in repeated music."""
    beyond = decoded.stat().st_size // SOURCE_BYTES - n_samples
    if 0 < beyond < _LONGEST_PACKET:
        os.truncate(decoded, n_samples * SOURCE_BYTES)


def sound(bench: Bench, spec: AudioSpec) -> CachedFile:
    """Mix the whole programme, measure it, and encode it once at one loudness."""
    mixed, target = bench.folder / "mix.wav", bench.folder / "sound.m4a"
    curves = mix(bench, spec, mixed)
    bench.watch.report(0.5)
    measured = bench.look(measure_argv(mixed))[1]
    gain = static_gain(parse_loudness(measured), samples=spec.n_samples)
    _master(bench, mixed, target, gain=gain, samples=spec.n_samples, peak=parse_peak(measured))
    heard = bench.packets(target).audio
    if heard is None or heard.end_seconds * SAMPLE_RATE != spec.n_samples:
        raise PieceFailed("wrong_packets", "The sound of this film came out too short or too long.")
    _store_envelope(bench, spec, gain_db=float(gain), curves=curves)
    key = audio_file(spec.key)
    stored = bench.storage.put_file(key, target, content_type="audio/mp4", if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes)


def _master(
    bench: Bench, mixed: Path, target: Path, *, gain: Fraction, samples: int, peak: Fraction
) -> None:
    """Encode a mix; where AAC raised a peak too high, again from the mix, under a lower ceiling."""
    loudest, ceiling = peak + gain, CEILING_DBTP
    for _ in range(_MOST_MASTERS):
        wanted = ceiling if loudest > ceiling else None
        bench.encode(master_argv(mixed, target, gain=gain, samples=samples, ceiling=wanted))
        if loudest <= MOST_DBTP - OVERSHOOT_DB or (excess := _excess(bench, target)) <= 0:
            return
        ceiling = min(ceiling, loudest) - excess


def _excess(bench: Bench, master: Path) -> Fraction:
    return parse_peak(bench.look(measure_argv(master))[1]) - MOST_DBTP


def _store_envelope(bench: Bench, spec: AudioSpec, *, gain_db: float, curves: Curves) -> None:
    """Keep the gains beside the sound, so that players of the parts can sound like the whole."""
    ducked = [
        {"startSample": start, "gainDb": [round(value, 2) for value in curve.tolist()]}
        for start, curve in curves
    ]
    envelope = {"stepSamples": STEP, "gainDb": round(gain_db, 2), "music": ducked}
    content = json.dumps(envelope, separators=(",", ":")).encode()
    bench.storage.put_bytes(envelope_file(spec.key), content, content_type="application/json")
