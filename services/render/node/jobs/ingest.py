# SPDX-License-Identifier: Apache-2.0
"""Ingest of uploads: what an upload is, and whether it can be used."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from chassis.process import ChildFailed
from media.content_type import ANIMATED_GIF, IMAGES
from media.errors import UnusableMedia
from media.intake import GIF, Source
from media.probe import INGEST_FLAGS
from media.streams import MediaProbe
from services.render.contract.results import IngestResult, ProbeResult
from services.render.contract.specs import IngestSpec, upload_title
from services.render.node.context import JobContext
from services.render.node.jobs.picture import FIRST_PICTURE, open_image, shown_image
from services.render.node.jobs.uploads import draw_thumb, store_thumb, unusable_upload
from services.render.node.probe_results import probe_result

_FIRST_FRAMES = "12"
_MAX_SECONDS = Fraction(6 * 3600)
_IMAGE_KINDS = ("image", "logo")
_WRONG_KIND = {
    "video": ("no_video", "has no moving picture"),
    "audio": ("no_audio", "has no sound"),
    "image": ("not_an_image", "is not an image"),
    "logo": ("not_an_image", "is not an image"),
}
_KINDS = {
    "video": "a video; upload it as one",
    "audio": "a sound; upload it as one",
    "image": "an image; upload it as one",
}


def ingest(context: JobContext, spec: IngestSpec) -> IngestResult:
    """Find out what an upload is, or raise InputUnusable with its name."""
    _check_unchanged(context, spec)
    source = context.fetch_upload(spec.storage_key)
    with ThreadPoolExecutor(2, thread_name_prefix="ingest") as pool:
        # All bytes are read for the digest while others are looked at, and a thumbnail is drawn
        # while the first frames are tried: people wait for all of them.
        digest = pool.submit(context.sha256_of_upload, spec.storage_key, source)
        try:
            opened = open_image(context, source, title=upload_title(spec))
            shown = _opened_as(spec, opened)
            drawn = pool.submit(draw_thumb, context, shown) if shown.probe.video else None
            _check_decodes(context, spec, shown)
        except UnusableMedia as error:
            raise unusable_upload(spec, error) from error
        # Damaged images are refused with a reason first; ffmpeg fails over them without one.
        found = _probe_result(context, spec, source, shown.probe)
        thumb = store_thumb(context, spec, drawn.result()) if drawn else None
        context.token.report_progress(0.8)
        sha256 = digest.result()
    context.record_source(source, opened, sha256=sha256)
    return IngestResult(sha256, found, thumb)


def _opened_as(spec: IngestSpec, opened: Source) -> Source:
    """Return a source as the kind it was uploaded as, or raise InputUnusable."""
    probe = _as_image(opened.probe) if spec.media_kind in _IMAGE_KINDS else opened.probe
    _check_kind(spec, probe)
    return replace(opened, probe=probe)


def _check_unchanged(context: JobContext, spec: IngestSpec) -> None:
    stored = context.storage.head(spec.storage_key)
    title = upload_title(spec)
    if stored is None:
        raise InputUnusable("object_missing", f"{title} is not stored any more.")
    if stored.size_bytes == 0:
        raise InputUnusable("empty_file", f"{title} has no bytes.")
    has_other_size = bool(spec.size_bytes) and stored.size_bytes != spec.size_bytes
    if has_other_size or (spec.etag and stored.etag != spec.etag):
        raise InputUnusable("object_changed", f"{title} was changed after it was uploaded.")


def _probe_result(
    context: JobContext, spec: IngestSpec, source: Path, probe: MediaProbe
) -> ProbeResult:
    found = probe_result(probe)
    if spec.media_kind not in _IMAGE_KINDS:
        return found
    # ffprobe ignores the orientation of a photo.
    shown = shown_image(context, source, title=upload_title(spec))
    warnings = tuple(dict.fromkeys((*found.warnings, *shown.warnings)))
    return replace(found, width=shown.width, height=shown.height, rotation=0, warnings=warnings)


def _as_image(probe: MediaProbe) -> MediaProbe:
    """Return the probe of a file that was uploaded as an image: of an animation, one picture."""
    if probe.content_type != ANIMATED_GIF:
        return probe
    warnings = (*probe.warnings, FIRST_PICTURE)
    return replace(probe, content_type=IMAGES[GIF], duration=None, warnings=warnings)


def _check_kind(spec: IngestSpec, probe: MediaProbe) -> None:
    """Refuse a valid file that is not of the kind it was uploaded as."""
    is_right = {
        "video": probe.kind == "video" and probe.video is not None,
        "audio": probe.kind == "audio" and probe.has_audio,
    }.get(spec.media_kind, probe.kind == "image")
    if spec.media_kind == "video" and FIRST_PICTURE in probe.warnings:
        name = {"webp": "WebP", "png": "PNG", "avif": "AVIF"}[probe.format]
        reason = f"is an animated {name}, which cannot be played; save it as MP4 or GIF"
        raise InputUnusable("no_video", f"{upload_title(spec)} {reason}.")
    if not is_right:
        code, words = _WRONG_KIND.get(spec.media_kind, _WRONG_KIND["image"])
        if spec.media_kind == "audio" and probe.has_audio:
            words = "is not only sound"
        raise InputUnusable(code, f"{upload_title(spec)} {words}: it is {_KINDS[probe.kind]}.")
    if probe.duration is not None and probe.duration > _MAX_SECONDS:
        hours = _MAX_SECONDS // 3600
        raise InputUnusable("too_long", f"{upload_title(spec)} is longer than {hours} hours.")


def _check_decodes(context: JobContext, spec: IngestSpec, opened: Source) -> None:
    """Decode the first frames, because the container may promise what its streams do not hold."""
    probe, title = opened.probe, upload_title(spec)
    stream = probe.video or probe.audio
    assert stream is not None
    argv = ["ffmpeg", "-v", "error", "-nostdin", *INGEST_FLAGS, "-i", str(opened.path)]
    argv += ["-map", f"0:{stream.index}", "-frames", _FIRST_FRAMES, "-f", "framecrc", "-"]
    try:
        frames, _ = context.inspect(argv)
    except ChildFailed as error:
        if error.returncode < 0:
            raise
        raise InputUnusable("does_not_decode", f"{title} cannot be decoded.") from error
    if not any(line and not line.startswith("#") for line in frames.splitlines()):
        raise InputUnusable("does_not_decode", f"{title} has no frame that decodes.")
