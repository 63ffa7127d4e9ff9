# SPDX-License-Identifier: Apache-2.0
"""Decode the audio of uploads to samples that any export can be mixed from."""

from __future__ import annotations

from chassis.jobs.errors import InputUnusable
from media.errors import UnusableMedia
from media.sound_decoding import FLOAT_BYTES, SPARE_SAMPLES
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import pcm_storage_key
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import damaged_upload, fetch_source
from timeline.spec.pcm import MAX_PCM_SAMPLES, PcmSpec

_CONTENT_TYPE = "application/octet-stream"


def decode_audio(context: JobContext, spec: PcmSpec) -> CachedFile:
    """Decode the audio of an upload to 16-bit samples and store them."""
    source = fetch_source(
        context,
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        source_sha256=spec.source_sha256,
    )
    target = context.folder / "audio.s16"
    max_samples = max(spec.n_samples, MAX_PCM_SAMPLES) + 2 * SPARE_SAMPLES
    try:
        sound = context.sound_maker(cap=max_samples * FLOAT_BYTES)
        opened = context.open_source(
            source, audio_track=spec.audio_track, sha256=spec.source_sha256
        )
        if spec.is_of_video:
            sound.of_video(opened, target, samples=spec.n_samples)
        else:
            sound.of_audio(opened, target, longest=MAX_PCM_SAMPLES)
    except UnusableMedia as error:
        raise damaged_upload(spec.upload_id, error) from error
    if not target.stat().st_size:
        raise InputUnusable("no_audio", f"Upload {spec.upload_id} has no sound.")
    key = pcm_storage_key(spec.key)
    stored = context.storage.put_file(
        key, target, content_type=_CONTENT_TYPE, if_absent=True, take=True
    )
    return CachedFile(spec.key, key, stored.size_bytes)
