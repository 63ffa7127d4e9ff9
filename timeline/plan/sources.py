# SPDX-License-Identifier: Apache-2.0
"""The mezzanines, pictures and text images that a plan needs, collected while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt
from typing import Final

from media.sizes import Size
from media.timecode import FrameRate
from timeline.document.uploads import UnusableUpload, UploadDetails, source_frames
from timeline.spec import canonical
from timeline.spec.mezzanine import MezzanineKey, MezzanineSpec
from timeline.spec.picture import PictureKey, PictureSpec
from timeline.spec.text_image import TextImageSpec
from timeline.spec.versions import PICTURE_RECIPE

MAX_PICTURE_PIXELS: Final = 16_000_000


def mezzanine_key(*, source_sha256: str, rate: FrameRate, height_class: int, recipe: str) -> str:
    """Return the cache key of a mezzanine, which is equal for equal sources."""
    return canonical.digest(MezzanineKey(source_sha256, str(rate), height_class, recipe))


def whole_mezzanine(
    upload: UploadDetails, *, rate: FrameRate, height_class: int, recipe: str
) -> MezzanineSpec:
    """Return the mezzanine of a video with all of its frames.

    Raises UnusableUpload for an upload that was never probed.
    """
    key = mezzanine_key(
        source_sha256=upload.sha256, rate=rate, height_class=height_class, recipe=recipe
    )
    return MezzanineSpec(
        key=key,
        upload_id=upload.upload_id,
        source_sha256=upload.sha256,
        storage_key=upload.storage_key,
        fps=str(rate),
        height_class=height_class,
        recipe=recipe,
        n_frames=source_frames(upload, rate=rate),
        is_hdr=upload.is_hdr,
        first_frame=0,
    )


def picture_size(upload: UploadDetails) -> Size:
    """Return the size of an image's picture: its own, up to a number of pixels.

    Raises UnusableUpload for an upload that was never probed.
    """
    if not upload.width or not upload.height:
        raise UnusableUpload(upload.upload_id, "was never probed")
    pixels = upload.width * upload.height
    if pixels <= MAX_PICTURE_PIXELS:
        return Size(upload.width, upload.height)
    # Only integers, so that every machine computes the same size.
    width = max(1, isqrt(upload.width**2 * MAX_PICTURE_PIXELS // pixels))
    height = max(1, isqrt(upload.height**2 * MAX_PICTURE_PIXELS // pixels))
    return Size(width, height)


@dataclass(frozen=True, slots=True)
class PlanSources:
    """The source files of one plan by cache key; each is listed once, however often it is used.

    Mezzanines are listed whole; a plan needs those of their stretches that its chunks show.
    """

    rate: FrameRate
    height_class: int
    mezzanine_recipe: str
    mezzanines: dict[str, MezzanineSpec] = field(default_factory=dict)
    pictures: dict[str, PictureSpec] = field(default_factory=dict)
    text_images: dict[str, TextImageSpec] = field(default_factory=dict)
    _mezzanine_keys: dict[int, str] = field(default_factory=dict)
    _picture_keys: dict[int, str] = field(default_factory=dict)

    def mezzanine(self, upload: UploadDetails) -> str:
        """Add the mezzanine of a video to the sources and return its key."""
        if (known := self._mezzanine_keys.get(upload.upload_id)) is not None:
            return known
        spec = whole_mezzanine(
            upload,
            rate=self.rate,
            height_class=self.height_class,
            recipe=self.mezzanine_recipe,
        )
        self.mezzanines.setdefault(spec.key, spec)
        self._mezzanine_keys[upload.upload_id] = spec.key
        return spec.key

    def picture(self, upload: UploadDetails) -> str:
        """Add the picture of an image to the sources and return its key."""
        if (known := self._picture_keys.get(upload.upload_id)) is not None:
            return known
        size = picture_size(upload)
        key = canonical.digest(PictureKey(upload.sha256, size.width, size.height, PICTURE_RECIPE))
        spec = PictureSpec(
            key=key,
            upload_id=upload.upload_id,
            source_sha256=upload.sha256,
            storage_key=upload.storage_key,
            width=size.width,
            height=size.height,
            recipe=PICTURE_RECIPE,
        )
        self.pictures.setdefault(key, spec)
        self._picture_keys[upload.upload_id] = key
        return key
