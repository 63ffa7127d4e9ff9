# SPDX-License-Identifier: Apache-2.0
"""Samples: clips that are drawn as the files of uploads, so that people can try the product."""

from __future__ import annotations

from chassis.jobs.errors import InputUnusable
from media.sample_clips import SAMPLE_CLIPS, SAMPLE_SECONDS, sample_clip_argv
from services.render.contract.results import DerivativeResult, ResultFile
from services.render.contract.specs import DerivativeSpec
from services.render.node.context import JobContext

_CONTENT_TYPE = "video/mp4"
_FRAMES = 30 * SAMPLE_SECONDS
_MAX_BYTES = 64 << 20


def make_sample(context: JobContext, spec: DerivativeSpec) -> DerivativeResult:
    """Draw the sample that a spec names and store it."""
    clips = {clip.name: clip for clip in SAMPLE_CLIPS}
    if spec.filename not in clips:
        raise InputUnusable("unknown_sample", f"There is no sample “{spec.filename}”.")
    target, (key,) = context.folder / "sample.mp4", spec.targets
    argv = sample_clip_argv(clips[spec.filename], target)
    context.encode(argv, frames=_FRAMES, cap=_MAX_BYTES)
    stored = context.storage.put_file(key, target, content_type=_CONTENT_TYPE, take=True)
    return DerivativeResult((ResultFile(key, stored.size_bytes, _CONTENT_TYPE),))
