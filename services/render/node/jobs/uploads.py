# SPDX-License-Identifier: Apache-2.0
"""The work that opens uploads: examining, picturing and normalising them."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from chassis.process import ChildFailed
from media.errors import UnusableMedia
from media.ingest import mezzanine_argv, still_argv, thumbnail_argv
from media.packets import WrongPackets, check_mezzanine
from media.probe import INGEST_FLAGS
from media.streams import MediaProbe
from media.timecode import FrameRate
from services.render.contract.results import CachedFile, DerivedFile, IngestResult, ProbeResult
from services.render.contract.specs import IngestSpec, mezzanine_file
from services.render.coordinator.domain.errors import InputUnusable
from services.render.node.byte_ranges import stretches_of_file
from services.render.node.context import JobContext
from services.render.node.jobs.picture import shown_size
from services.render.node.probing import facts_of
from timeline.spec.mezzanine import MezzanineSpec

_FIRST_FRAMES = "12"
_LONGEST = Fraction(6 * 3600)
_THUMB_EDGE = 640
_MOST_BYTES_PER_FRAME = 8 << 20
_IMAGES = ("image", "logo")
_CODES = {"truncated_media": "truncated"}
_WRONG_KIND = {
    "video": ("no_video", "has no moving picture"),
    "audio": ("no_audio", "has no sound"),
    "image": ("not_an_image", "is no image"),
    "logo": ("not_an_image", "is no image"),
}


def ingest(context: JobContext, task: IngestSpec) -> IngestResult:
    """Find out what an upload is, or refuse it by name."""
    _check_unchanged(context, task)
    source = context.upload(task.storage_key)
    sha256 = context.sha256(source)
    context.watch.report(0.3)
    try:
        probe = context.probe(source)
        _check_kind(task, probe)
        _check_decodes(context, task, source, probe)
    except UnusableMedia as error:
        code = _CODES.get(error.code, error.code)
        raise InputUnusable(code, f"{task.title}: {error}.") from error
    context.watch.report(0.8)
    # What refuses damaged images comes first: ffmpeg would fail over them without a reason.
    facts = _facts(context, task, source, probe)
    thumb = _thumb(context, task, source, probe) if probe.video is not None else None
    return IngestResult(sha256, facts, thumb)


def picture(context: JobContext, task: IngestSpec) -> DerivedFile:
    """Make the thumbnail of an upload."""
    source = context.upload(task.storage_key)
    try:
        return _thumb(context, task, source, context.probe(source))
    except UnusableMedia as error:
        raise InputUnusable(
            _CODES.get(error.code, error.code), f"{task.title}: {error}."
        ) from error


def mezzanine(context: JobContext, need: MezzanineSpec) -> CachedFile:
    """Normalise an upload to constant frames that chunks can be cut from."""
    source = context.upload(need.storage_key)
    if context.sha256(source) != need.source_sha256:
        raise InputUnusable("object_changed", f"Upload {need.upload_id} is not what it was.")
    rate, target = FrameRate.parse(need.fps), context.folder / "mezzanine.mov"
    try:
        probe = context.probe(source)
        argv = mezzanine_argv(
            source, target, probe=probe, rate=rate, height_class=need.height_class
        )
        context.encode(argv, frames=need.n_frames, until=0.95, cap=_cap(need.n_frames))
        table = context.packets(target)
        check_mezzanine(table, frames=need.n_frames, rate=rate)
    except (UnusableMedia, WrongPackets) as error:
        reason = f"Upload {need.upload_id} is damaged: {error}."
        raise InputUnusable("damaged_media", reason) from error
    key = mezzanine_file(need.key)
    sha256, stretches = context.sha256(target), stretches_of_file(target, table)
    stored = context.storage.put_file(
        key, target, content_type="video/quicktime", if_absent=True, sha256=sha256, take=True
    )
    return CachedFile(
        need.key, key, stored.size_bytes, need.n_frames, sha256=sha256, stretches=stretches
    )


def _check_unchanged(context: JobContext, task: IngestSpec) -> None:
    stored = context.storage.head(task.storage_key)
    if stored is None:
        raise InputUnusable("object_missing", f"{task.title} is not there any more.")
    if stored.size_bytes == 0:
        raise InputUnusable("empty_file", f"{task.title} has no bytes.")
    has_other_size = bool(task.size_bytes) and stored.size_bytes != task.size_bytes
    if has_other_size or (task.etag and stored.etag != task.etag):
        raise InputUnusable("object_changed", f"{task.title} was changed after it was uploaded.")


def _facts(context: JobContext, task: IngestSpec, source: Path, probe: MediaProbe) -> ProbeResult:
    facts = facts_of(probe)
    if task.media_kind not in _IMAGES:
        return facts
    # ffprobe does not see that a photo lies on its side.
    width, height = shown_size(context, source, name=task.title)
    return replace(facts, width=width, height=height, rotation=0)


def _check_kind(task: IngestSpec, probe: MediaProbe) -> None:
    """Refuse a file that is fine, but not of the kind it was sent as."""
    is_right = {
        "video": probe.kind == "video" and probe.video is not None,
        "audio": probe.kind == "audio" and probe.has_audio,
    }.get(task.media_kind, probe.kind == "image")
    if not is_right:
        code, words = _WRONG_KIND.get(task.media_kind, _WRONG_KIND["image"])
        raise InputUnusable(code, f"{task.title} {words}.")
    if probe.duration is not None and probe.duration > _LONGEST:
        raise InputUnusable("too_long", f"{task.title} is longer than {_LONGEST // 3600} hours.")


def _check_decodes(context: JobContext, task: IngestSpec, source: Path, probe: MediaProbe) -> None:
    """Decode the beginning: what lies in the container must be what it says."""
    stream = probe.video or probe.audio
    assert stream is not None
    argv = ["ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-i", str(source)]
    argv += ["-map", f"0:{stream.index}", "-frames", _FIRST_FRAMES, "-f", "framecrc", "-"]
    try:
        frames, _ = context.look(argv)
    except ChildFailed as error:
        if error.returncode < 0:
            raise
        raise InputUnusable("does_not_decode", f"{task.title} cannot be decoded.") from error
    if not any(line and not line.startswith("#") for line in frames.splitlines()):
        raise InputUnusable("does_not_decode", f"{task.title} holds nothing that can be shown.")


def _thumb(context: JobContext, task: IngestSpec, source: Path, probe: MediaProbe) -> DerivedFile:
    target = context.folder / "thumb.jpg"
    if probe.kind == "image" and probe.video is not None:
        context.look(still_argv(source, target, video=probe.video, edge=_THUMB_EDGE))
    else:
        context.look(thumbnail_argv(source, target, probe=probe))
    if not target.exists():
        # A stream that cannot be sought in is left at its end: take its first picture.
        context.look(still_argv(source, target, video=probe.picture(), edge=_THUMB_EDGE))
    if not target.exists():
        raise InputUnusable("does_not_decode", f"{task.title} holds nothing that can be shown.")
    stored = context.storage.put_file(task.thumb_key, target, content_type="image/jpeg")
    return DerivedFile(stored.key, stored.size_bytes, "image/jpeg")


def _cap(n_frames: int) -> int:
    """The bytes no mezzanine of so many frames can need."""
    return (n_frames + 60) * _MOST_BYTES_PER_FRAME
