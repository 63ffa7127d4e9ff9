# SPDX-License-Identifier: Apache-2.0
"""Which version of the code a job needs, so that no node stores a result under another's key."""

from __future__ import annotations

from services.render.contract.jobs import JobSpec
from timeline.spec.chunk import ChunkSpec
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.mix import MixSpec
from timeline.spec.pcm import PcmSpec
from timeline.spec.picture import PictureSpec
from timeline.spec.text_image import TextImageSpec


def version_of(spec: JobSpec) -> str:
    """Return the renderer or recipe that the cache key of a result contains; "" when none."""
    match spec:
        case ChunkSpec() | MixSpec() | TextImageSpec():
            return spec.renderer
        case MezzanineSpec() | PcmSpec() | PictureSpec():
            return spec.recipe
    return ""
