# SPDX-License-Identifier: Apache-2.0
"""The normalised forms of uploads that a plan refers to, collected while it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isqrt
from typing import Final

from media.timecode import FrameRate
from timeline.document.uploads import UploadDetails, source_frames
from timeline.plan.geometry import Size
from timeline.spec import canonical
from timeline.spec.chunk import MezzanineKey, MezzanineSpec, PictureKey, PictureSpec
from timeline.spec.text_image import TextImageSpec

PICTURE_RECIPE: Final = "picture1"
"""Part of every key of a picture: raised whenever the recipe makes other pixels."""

MOST_PIXELS = 16_000_000
HEIGHT_CLASSES = (1080, 2160)


def height_class(short_edge: int) -> int:
    """The smallest class of mezzanine that a frame of this size can be made from."""
    return next(each for each in HEIGHT_CLASSES if short_edge <= each)


def mezzanine_key(*, source_sha256: str, rate: FrameRate, height_class: int, recipe: str) -> str:
    """The name of a mezzanine: the same for equal sources, whoever uploaded them."""
    return canonical.digest(MezzanineKey(source_sha256, str(rate), height_class, recipe))


def picture_size(upload: UploadDetails) -> Size:
    """The size of a normalised picture: that of the upload, up to a number of pixels."""
    if not upload.width or not upload.height:
        raise ValueError(f"upload {upload.upload_id} was never probed")
    pixels = upload.width * upload.height
    if pixels <= MOST_PIXELS:
        return Size(upload.width, upload.height)
    # Whole numbers only, so that every machine finds the same size.
    width = max(1, isqrt(upload.width**2 * MOST_PIXELS // pixels))
    height = max(1, isqrt(upload.height**2 * MOST_PIXELS // pixels))
    return Size(width, height)


@dataclass(frozen=True, slots=True)
class Materials:
    """What one plan is made from; each thing is named once, however often it is used."""

    rate: FrameRate
    height_class: int
    recipe: str
    films: dict[str, MezzanineSpec] = field(default_factory=dict)
    pictures: dict[str, PictureSpec] = field(default_factory=dict)
    text_images: dict[str, TextImageSpec] = field(default_factory=dict)
    _film_keys: dict[int, str] = field(default_factory=dict)
    _picture_keys: dict[int, str] = field(default_factory=dict)

    def film(self, upload: UploadDetails) -> str:
        """Note that a video is needed, and return the key of its mezzanine."""
        if (known := self._film_keys.get(upload.upload_id)) is not None:
            return known
        key = mezzanine_key(
            source_sha256=upload.sha256,
            rate=self.rate,
            height_class=self.height_class,
            recipe=self.recipe,
        )
        need = MezzanineSpec(
            key=key,
            upload_id=upload.upload_id,
            source_sha256=upload.sha256,
            storage_key=upload.storage_key,
            fps=str(self.rate),
            height_class=self.height_class,
            recipe=self.recipe,
            n_frames=source_frames(upload, rate=self.rate),
            is_hdr=upload.is_hdr,
        )
        self.films.setdefault(key, need)
        self._film_keys[upload.upload_id] = key
        return key

    def picture(self, upload: UploadDetails) -> str:
        """Note that an image is needed, and return the key of its normalised picture."""
        if (known := self._picture_keys.get(upload.upload_id)) is not None:
            return known
        size = picture_size(upload)
        key = canonical.digest(PictureKey(upload.sha256, size.width, size.height, PICTURE_RECIPE))
        need = PictureSpec(
            key=key,
            upload_id=upload.upload_id,
            source_sha256=upload.sha256,
            storage_key=upload.storage_key,
            width=size.width,
            height=size.height,
        )
        self.pictures.setdefault(key, need)
        self._picture_keys[upload.upload_id] = key
        return key
