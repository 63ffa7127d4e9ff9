# SPDX-License-Identifier: Apache-2.0
"""Edit proxies as stretches: those that somebody looks at are made first, the others behind."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from media.sizes import EDIT_PROXY_SHORT_EDGE
from media.timecode import FrameRate, minutes_text, nearest_listed_rate
from services.render.coordinator.domain.errors import StretchNotFound
from services.render.coordinator.domain.job import JobRequest
from services.render.coordinator.domain.render import RenderFailure
from services.render.coordinator.domain.upload_jobs import mezzanine_job
from timeline.document.uploads import UnusableUpload, UploadDetails
from timeline.plan.sources import whole_mezzanine
from timeline.spec.mezzanine import MezzanineSpec
from timeline.spec.stretches import all_stretches, stretch_at, stretch_count, stretch_key
from timeline.spec.versions import EDIT_PROXY_RECIPE

DAMAGED = "damaged_media"
"""The code of a failure whose reason names the time in the video."""

SHOWN_PRIORITY = 960
"""The priority of a stretch that a page waits for: above exports, below thumbnails."""

FIRST_PAUSE, LONGEST_PAUSE = dt.timedelta(minutes=1), dt.timedelta(hours=6)


def pause_before_retry(leases: int) -> dt.timedelta:
    """Return how long a failed stretch that was leased so many times is not tried again.

    That is twice as long each time: what a page shows again and again costs little.
    """
    doublings = min(max(leases - 1, 0), (LONGEST_PAUSE // FIRST_PAUSE).bit_length())
    return min(LONGEST_PAUSE, FIRST_PAUSE * (1 << doublings))


@dataclass(frozen=True, slots=True)
class EditProxy:
    """The edit proxy of a video: a mezzanine of the smallest height class at the video's rate."""

    whole: MezzanineSpec

    @property
    def rate(self) -> FrameRate:
        """The frame rate, which is the listed one nearest to that of the video."""
        return FrameRate.parse(self.whole.fps)

    @property
    def stretch_keys(self) -> tuple[str, ...]:
        """The cache keys of all stretches, in order."""
        count = stretch_count(self.whole.n_frames, rate=self.rate)
        return tuple(stretch_key(self.whole.key, index) for index in range(count))

    def stretch_job(self, number: int) -> JobRequest:
        """Request a stretch that a page waits for, counted from 1, or raise StretchNotFound."""
        if not 1 <= number <= stretch_count(self.whole.n_frames, rate=self.rate):
            raise StretchNotFound("The video ends before this stretch.")
        stretch = stretch_at(number - 1, source_frames=self.whole.n_frames, rate=self.rate)
        return mezzanine_job(self.whole.stretch(stretch), SHOWN_PRIORITY, is_standalone=True)

    def why_stretch_failed(self, number: int, failure: RenderFailure) -> str:
        """Say why a stretch cannot be made, with its time in the video."""
        if failure.code == DAMAGED:
            return failure.reason
        stretch = stretch_at(number - 1, source_frames=self.whole.n_frames, rate=self.rate)
        start, end = (
            minutes_text(self.rate.seconds(frame))
            for frame in (stretch.frames.start, stretch.frames.end)
        )
        return f"The video cannot be shown between {start} and {end}: {failure.reason}"

    def all_jobs(self, priority: int) -> list[JobRequest]:
        """Request all stretches, from the first to the last."""
        return [
            mezzanine_job(self.whole.stretch(each), priority, is_standalone=True)
            for each in all_stretches(self.whole.n_frames, rate=self.rate)
        ]


def edit_proxy_of(upload: UploadDetails) -> EditProxy:
    """Return the edit proxy of a video, or raise UnusableUpload when it was never probed."""
    if upload.fps is None:
        raise UnusableUpload(upload.upload_id, "was never probed")
    whole = whole_mezzanine(
        upload,
        rate=nearest_listed_rate(upload.fps),
        height_class=EDIT_PROXY_SHORT_EDGE,
        recipe=EDIT_PROXY_RECIPE,
    )
    return EditProxy(whole)
