# SPDX-License-Identifier: Apache-2.0
"""Leave out of a timeline that was read what its uploads cannot be used for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from timeline.document.checking import check_uploads
from timeline.document.problems import TimelineProblem
from timeline.document.uploads import UploadDetails
from timeline.document.validation import parse
from timeline.interchange.fitting import fitting, without
from timeline.interchange.losses import Loss, grouped
from timeline.interchange.otio_objects import Json
from timeline.interchange.otio_reading import ReadTimeline

_WITHOUT_IMAGE: Final = {
    "bgFillImageUploadId": ("bgFillStyle", "none"),
    "timelineBackgroundUploadId": ("timelineBackgroundMode", "none"),
}
"""The members that name an image, and what makes its item do without."""


def with_usable_uploads(
    read: ReadTimeline, uploads: Mapping[int, UploadDetails], *, owner_user_id: int
) -> ReadTimeline:
    """Return what was read without items whose uploads their owner may not use there."""
    timeline = parse(read.document)
    problems = check_uploads(timeline, uploads, for_export=False, owner_user_id=owner_user_id)
    if not problems:
        return read
    images = [each for each in problems if _image_of(each)]
    items = [each for each in problems if not _image_of(each)]
    document = _without_images(read.document, images)
    document, losses = without(document, items, read.places)
    fitted = fitting(document, read.places)
    lost = [Loss(each.code, each.detail, (each.pointer,)) for each in images]
    found = grouped([*read.losses, *losses, *lost, *fitted.losses])
    return replace(read, document=fitted.document, losses=found)


def _image_of(problem: TimelineProblem) -> tuple[str, str] | None:
    return _WITHOUT_IMAGE.get(problem.pointer.rpartition("/")[2])


def _without_images(document: Json, problems: Sequence[TimelineProblem]) -> Json:
    changed = {**document, "clips": [dict(clip) for clip in document["clips"]]}
    for each in problems:
        steps, change = each.pointer.split("/")[1:], _image_of(each)
        if change is not None:
            owner = changed if len(steps) == 1 else changed[steps[0]][int(steps[1])]
            owner[change[0]] = change[1]
    return changed
