# SPDX-License-Identifier: Apache-2.0
"""Filmstrips of uploads: small frames in one image, and the index of their times."""

from __future__ import annotations

from pathlib import PurePosixPath

from chassis.jobs.errors import InputUnusable
from chassis.process import Limits
from media.errors import UnusableMedia
from media.filmstrip import filmstrip_argv, filmstrip_index, filmstrip_of
from services.render.contract.results import DerivativeResult, ResultFile
from services.render.contract.specs import DerivativeSpec, upload_title
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import unusable_upload

LIMITS = Limits(timeout=1800, output_bytes=1 << 20, memory_bytes=8 << 30, file_bytes=32 << 20)
"""Limits of the child that makes a filmstrip; a video that needs more gets none."""

_JPEG, _VTT = "image/jpeg", "text/vtt"


def make_filmstrip(context: JobContext, spec: DerivativeSpec) -> DerivativeResult:
    """Make the filmstrip of a video and store its image and its index, the image first."""
    image_key, index_key = spec.targets
    source, target = context.fetch_upload(spec.storage_key), context.folder / "filmstrip.jpg"
    try:
        opened = context.open_source(source)
        strip = filmstrip_of(opened.probe)
        argv = filmstrip_argv(opened.path, target, probe=opened.probe, strip=strip)
    except UnusableMedia as error:
        raise unusable_upload(spec, error) from error
    context.inspect(argv, limits=LIMITS)
    if not target.exists():
        raise InputUnusable("does_not_decode", f"{upload_title(spec)} has no frame that decodes.")
    # The index is stored last: whoever finds it finds its image, too.
    image = context.storage.put_file(image_key, target, content_type=_JPEG)
    text = filmstrip_index(strip, PurePosixPath(image_key).name)
    index = context.storage.put_bytes(index_key, text.encode(), content_type=_VTT)
    return DerivativeResult(
        (
            ResultFile(image_key, image.size_bytes, _JPEG),
            ResultFile(index_key, index.size_bytes, _VTT),
        )
    )
