# SPDX-License-Identifier: Apache-2.0
"""Edit proxies of uploads: small copies that pages can seek in quickly."""

from __future__ import annotations

from pathlib import Path

from media.edit_proxy import edit_proxy_argv, joined_edit_proxy_argv
from media.encode import concat_list
from media.errors import UnusableMedia
from media.normalise import frame_count
from media.packets import check_edit_proxy
from media.timecode import FrameRate, nearest_listed_rate
from services.render.contract.results import DerivativeResult, ResultFile
from services.render.contract.specs import DerivativeSpec
from services.render.node.context import JobContext
from services.render.node.jobs.packet_checks import checked_packets
from services.render.node.jobs.uploads import unusable_upload

_CONTENT_TYPE = "video/mp4"
_MAX_BYTES_PER_FRAME = 1 << 20
_SPARE_BYTES = 64 << 20


def make_edit_proxy(context: JobContext, spec: DerivativeSpec) -> DerivativeResult:
    """Make and store the edit proxy of a video, at its own frame rate.

    It is joined from its stretches; without stretches it is encoded from the upload.
    """
    (key,) = spec.targets
    target = context.folder / "edit-proxy.mp4"
    pcm = context.fetch(spec.pcm) if spec.pcm else None
    if _can_be_joined(context, spec):
        _join(context, spec, target, pcm)
    else:
        _encode(context, spec, target, pcm)
    stored = context.storage.put_file(key, target, content_type=_CONTENT_TYPE, take=True)
    return DerivativeResult((ResultFile(key, stored.size_bytes, _CONTENT_TYPE),))


def _can_be_joined(context: JobContext, spec: DerivativeSpec) -> bool:
    """Whether all stretches are stored, and all by one encoder: others' headers differ."""
    stored = {file.key: file.headers for file in context.inputs}
    headers = {stored.get(key) for key in spec.stretches}
    return len(headers) == 1 and None not in headers


def _join(context: JobContext, spec: DerivativeSpec, target: Path, pcm: Path | None) -> None:
    rate = FrameRate.parse(spec.fps)
    lengths = [context.input(key).n_frames for key in spec.stretches]
    script = context.folder / "stretches.ffconcat"
    files = [context.fetch(key) for key in spec.stretches]
    script.write_text(concat_list(files, durations=[rate.seconds(each) for each in lengths]))
    argv = joined_edit_proxy_argv(script, target, rate=rate, pcm=pcm)
    context.encode(argv, frames=sum(lengths), until=0.9)
    with checked_packets():
        check_edit_proxy(context.read_packets(target), frames=sum(lengths), rate=rate)


def _encode(context: JobContext, spec: DerivativeSpec, target: Path, pcm: Path | None) -> None:
    source = context.fetch_upload(spec.storage_key)
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
