# SPDX-License-Identifier: Apache-2.0
"""Edit proxies of uploads: small copies that pages can seek in quickly."""

from __future__ import annotations

from media.edit_proxy import edit_proxy_argv
from media.errors import UnusableMedia
from media.normalise import frame_count
from media.timecode import nearest_listed_rate
from services.render.contract.results import DerivativeResult, ResultFile
from services.render.contract.specs import DerivativeSpec
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import unusable_upload

_CONTENT_TYPE = "video/mp4"
_MAX_BYTES_PER_FRAME = 1 << 20
_SPARE_BYTES = 64 << 20


def make_edit_proxy(context: JobContext, spec: DerivativeSpec) -> DerivativeResult:
    """Make and store the edit proxy of a video, at its own frame rate."""
    (key,) = spec.targets
    source, target = context.fetch_upload(spec.storage_key), context.folder / "edit-proxy.mp4"
    pcm = context.fetch(spec.pcm) if spec.pcm else None
    try:
        opened = context.open_source(source)
        rate = nearest_listed_rate(opened.probe.picture().frame_rate)
        frames = frame_count(opened.probe, rate)
        argv = edit_proxy_argv(
            opened.path, target, probe=opened.probe, rate=rate, frames=frames, pcm=pcm
        )
    except UnusableMedia as error:
        raise unusable_upload(spec, error) from error
    cap = frames * _MAX_BYTES_PER_FRAME + _SPARE_BYTES
    context.encode(argv, frames=frames, until=0.95, cap=cap)
    stored = context.storage.put_file(key, target, content_type=_CONTENT_TYPE, take=True)
    return DerivativeResult((ResultFile(key, stored.size_bytes, _CONTENT_TYPE),))
