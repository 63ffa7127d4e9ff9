# SPDX-License-Identifier: Apache-2.0
"""Pictures: image uploads normalised to the one form that layers are made from."""

from __future__ import annotations

import sys
from dataclasses import dataclass, replace
from pathlib import Path

from chassis.jobs.errors import InputUnusable
from chassis.process import ChildFailed, Limits
from media.image_type import image_type
from media.intake import Source
from services.render.contract.results import CachedFile
from services.render.contract.storage_keys import picture_storage_key
from services.render.node.context import JobContext
from services.render.node.jobs.uploads import fetch_source
from timeline.spec.picture import PictureSpec

CHILD = Path(__file__).with_name("picture_child.py")
"""Run and never imported: the library that opens images is not loaded into a node."""

FIRST_PICTURE = "This image is an animation, of which the first picture is shown."
"""The warning about animations that are used as images."""

CUT_PHOTOGRAPH = "The end of this photograph is missing: a part of it is grey or blurred."
"""The warning about a JPEG that is shown as far as its bytes go."""

_WARNINGS = {"animated": FIRST_PICTURE, "cut": CUT_PHOTOGRAPH}

CHILD_LIMITS = Limits(
    timeout=60, output_bytes=1 << 16, cpu_seconds=60, memory_bytes=2 << 30, file_bytes=256 << 20
)
"""Limits of the child for one image of as many pixels as an upload may have."""


@dataclass(frozen=True, slots=True)
class ShownImage:
    """An image as people see it: its size in pixels, and warnings about what they do not see."""

    width: int
    height: int
    warnings: tuple[str, ...]


def normalise_picture(context: JobContext, spec: PictureSpec) -> CachedFile:
    """Normalise an image: upright, in sRGB, with straight alpha, at its planned size."""
    source = fetch_source(
        context,
        upload_id=spec.upload_id,
        storage_key=spec.storage_key,
        source_sha256=spec.source_sha256,
    )
    target = context.folder / "picture.png"
    size = (str(spec.width), str(spec.height))
    _run_child(context, source, str(target), *size, title=f"Upload {spec.upload_id}")
    key = picture_storage_key(spec.key)
    stored = context.storage.put_file(key, target, content_type="image/png", if_absent=True)
    return CachedFile(spec.key, key, stored.size_bytes, 1)


def open_image(context: JobContext, source: Path, *, title: str) -> Source:
    """Open an upload; an image that ffmpeg does not read whole is first made a PNG by the child.

    Raises InputUnusable for an image that cannot be read, UnusableMedia for any other file.
    """
    kind = image_type(source)
    if kind is None:
        return context.open_source(source)
    target = context.folder / "opened.png"
    answer = _run_child(context, source, str(target), title=title)
    opened = context.open_source(target)
    warnings = _shown(answer).warnings
    name = kind.removeprefix("image/")
    probe = replace(opened.probe, format=name, content_type=kind, warnings=warnings)
    return replace(opened, probe=probe)


def shown_image(context: JobContext, source: Path, *, title: str) -> ShownImage:
    """Return how an image is shown, or raise InputUnusable."""
    return _shown(_run_child(context, source, title=title))


def _shown(answer: str) -> ShownImage:
    width, height, *words = answer.split()
    return ShownImage(int(width), int(height), tuple(_WARNINGS[word] for word in words))


def _run_child(context: JobContext, source: Path, *arguments: str, title: str) -> str:
    """Open an image in a child that can reach nothing of this process."""
    child = [sys.executable, "-I", str(CHILD), str(source), *arguments]
    try:
        return context.inspect(child, limits=CHILD_LIMITS)[0]
    except ChildFailed as error:
        if error.returncode < 0:
            raise
        raise InputUnusable("damaged_media", f"{title} is an image that cannot be read.") from error
