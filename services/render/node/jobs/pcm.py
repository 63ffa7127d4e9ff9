# SPDX-License-Identifier: Apache-2.0
"""Decoded sound: samples of uploads that any export can be mixed from."""

from __future__ import annotations

import os
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from media.errors import UnusableMedia
from media.mix_buffer import SOURCE_BYTES
from media.pcm import audio_pcm_argv, video_pcm_argv
from media.streams import MediaProbe
from media.timecode import SAMPLE_RATE, round_half_up
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import pcm_storage_key
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import damaged_upload, fetch_source
from timeline.spec.pcm import MAX_PCM_SAMPLES, PcmSpec

_CONTENT_TYPE = "application/octet-stream"
_MAX_PACKET_SAMPLES = 8192


def decode_sound(context: JobContext, spec: PcmSpec) -> CachedFile:
    """Decode the sound of an upload to 16-bit samples and store them."""
    source = fetch_source(
        context,
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        source_sha256=spec.source_sha256,
    )
    target = context.folder / "sound.s16"
    try:
        probe = context.probe(source)
        argv = _decode_argv(spec, source, target, probe=probe)
    except UnusableMedia as error:
        raise damaged_upload(spec.upload_id, error) from error
    max_samples = max(spec.n_samples, MAX_PCM_SAMPLES) + SAMPLE_RATE
    context.encode(argv, cap=max_samples * SOURCE_BYTES)
    if not target.stat().st_size:
        raise InputUnusable("no_audio", f"Upload {spec.upload_id} has no sound.")
    _cut_padding(target, n_samples=round_half_up(probe.playing_time * SAMPLE_RATE))
    key = pcm_storage_key(spec.key)
    stored = context.storage.put_file(
        key, target, content_type=_CONTENT_TYPE, if_absent=True, take=True
    )
    return CachedFile(spec.key, key, stored.size_bytes)


def _decode_argv(spec: PcmSpec, source: Path, target: Path, *, probe: MediaProbe) -> list[str]:
    if spec.is_of_video:
        return video_pcm_argv(source, target, probe=probe, samples=spec.n_samples)
    return audio_pcm_argv(source, target, probe=probe, longest=MAX_PCM_SAMPLES)


def _cut_padding(decoded: Path, *, n_samples: int) -> None:
    """Cut what ffmpeg decodes of the last packet behind the end; repeated music would pause."""
    surplus = decoded.stat().st_size // SOURCE_BYTES - n_samples
    if 0 < surplus < _MAX_PACKET_SAMPLES:
        os.truncate(decoded, n_samples * SOURCE_BYTES)
