# SPDX-License-Identifier: Apache-2.0
"""Which stretches were made of an upload, and where they may be stored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from media.sizes import EDIT_PROXY_SHORT_EDGE
from media.timecode import FrameRate
from services.render.contract.storage_keys import (
    edit_proxy_stretch_storage_key,
    mezzanine_storage_key,
)
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import made_with, stretch_key, stretch_length


@dataclass(frozen=True, slots=True)
class MadeStretch:
    """A stretch that may be stored: by its cache key, and where."""

    key: str
    storage_key: str
    is_edit_proxy: bool


def made_stretches(requested: Iterable[MezzanineSpec]) -> set[MadeStretch]:
    """Return the stretches that were requested, and those that may have been made with them.

    Of a source that cannot be entered midway a job also makes stretches behind its own, which are
    in no index until they are requested.
    """
    return {made for spec in requested for made in _made(spec)}


def _made(spec: MezzanineSpec) -> Iterator[MadeStretch]:
    is_proxy = spec.height_class == EDIT_PROXY_SHORT_EDGE
    place = edit_proxy_stretch_storage_key if is_proxy else mezzanine_storage_key
    whole, index = spec.whole_key, spec.first_frame // stretch_length(FrameRate.parse(spec.fps))
    for number in (index, *made_with(index)):
        key = stretch_key(whole, number)
        yield MadeStretch(key, place(key), is_proxy)
