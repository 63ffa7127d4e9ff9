# SPDX-License-Identifier: Apache-2.0
"""Mixes: the whole programme of an export, mastered to one loudness and encoded once."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

from chassis.jobs.errors import JobFailed
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
from media.mixing import STEP_SAMPLES
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import mix_gains_storage_key, mix_storage_key
from services.render.node.context import JobContext
from services.render.node.jobs.mixer import Curves, mix_samples
from timeline.spec.mix import MixSpec

_MAX_ENCODES = 5


def make_mix(context: JobContext, spec: MixSpec) -> CachedFile:
    """Mix the whole programme, measure it, and encode it once at one loudness."""
    mixed, target = context.folder / "mix.wav", context.folder / "mix.m4a"
    curves = mix_samples(context, spec, mixed)
    context.token.report_progress(0.5)
    measured = context.inspect(measure_argv(mixed))[1]
    loudness, peak = parse_loudness(measured), parse_peak(measured)
    gain = static_gain(loudness, samples=spec.n_samples, target_lufs=spec.target_lufs)
    _encode(context, spec, mixed, target, gain=gain, peak=peak)
    audio = context.read_packets(target).audio
    if audio is None or audio.end_seconds * spec.sample_rate != spec.n_samples:
        reason = "The encoded audio of this export has the wrong length."
        raise JobFailed("wrong_packets", reason)
    _store_gains(context, spec, gain_db=float(gain), curves=curves)
    key = mix_storage_key(spec.key)
    stored = context.storage.put_file(key, target, content_type="audio/mp4", if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes)


def _encode(
    context: JobContext, spec: MixSpec, mixed: Path, target: Path, *, gain: Fraction, peak: Fraction
) -> None:
    """Encode a mix; where AAC raised a peak too high, again with a lower ceiling."""
    loudest, ceiling = peak + gain, CEILING_DBTP
    for _ in range(_MAX_ENCODES):
        limit = ceiling if loudest > ceiling else None
        argv = master_argv(
            mixed,
            target,
            gain=gain,
            samples=spec.n_samples,
            ceiling=limit,
            encoding=spec.encoding,
        )
        context.encode(argv)
        if loudest <= MAX_DBTP - OVERSHOOT_DB or (excess := _excess(context, target)) <= 0:
            return
        ceiling = min(ceiling, loudest) - excess


def _excess(context: JobContext, encoded: Path) -> Fraction:
    return parse_peak(context.inspect(measure_argv(encoded))[1]) - MAX_DBTP


def _store_gains(context: JobContext, spec: MixSpec, *, gain_db: float, curves: Curves) -> None:
    """Store the gains beside the mix, so that a client can play the parts as the mix sounds."""
    ducked = [
        {"startSample": start, "gainDb": [round(value, 2) for value in curve.tolist()]}
        for start, curve in curves
    ]
    gains = {"stepSamples": STEP_SAMPLES, "gainDb": round(gain_db, 2), "music": ducked}
    content = json.dumps(gains, separators=(",", ":")).encode()
    context.storage.put_bytes(
        mix_gains_storage_key(spec.key), content, content_type="application/json"
    )
