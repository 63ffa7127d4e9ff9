# SPDX-License-Identifier: Apache-2.0
"""Cut items that were read to what their uploads have of them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from media.timecode import FrameRate
from timeline.document.uploads import UploadDetails
from timeline.interchange.otio_restoring import (
    HEARD_TRACKS,
    RANGE_TRACKS,
    ReadItem,
    WrittenItem,
    seconds,
)

_SOURCE_TIMES: Final = ("uploadId", "sourceStartSeconds", "sourceEndSeconds", "endSeconds")


def cut_to_upload(
    item: ReadItem, upload: UploadDetails, *, written: WrittenItem | None, rate: FrameRate
) -> ReadItem:
    """Return an item that ends where its upload ends, or the same item if it ends before.

    An item that shows what it showed when it was written here is left as it was.
    """
    if upload.duration is None or _is_as_written(item, written):
        return item
    name, limit = _limit(item, max(1, rate.frame(upload.duration)), rate)
    if item.document.get(name) is None or rate.frame(item.document[name]) <= limit:
        return item
    cut = {**item.document, name: seconds(limit, rate)}
    return replace(item, document=cut, is_changed=True)


def _is_as_written(item: ReadItem, written: WrittenItem | None) -> bool:
    return written is not None and all(
        item.document.get(name) == written.document.get(name) for name in _SOURCE_TIMES
    )


def _limit(item: ReadItem, available: int, rate: FrameRate) -> tuple[str, int]:
    """Return the member that says where an item ends, and the last frame that it may be.

    An item whose upload ends before it begins keeps a frame; it is left out for another reason.
    """
    source = rate.frame(item.document.get("sourceStartSeconds", 0))
    if item.track in RANGE_TRACKS:
        return "sourceEndSeconds", max(source + 1, available)
    if item.track in HEARD_TRACKS:
        start = rate.frame(item.document["startSeconds"])
        return "endSeconds", start + max(1, available - source)
    return "", 0
