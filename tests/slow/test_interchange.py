# SPDX-License-Identifier: Apache-2.0
"""A thousand generated timelines go to OpenTimelineIO and come back."""

from __future__ import annotations

import pytest

from tests.support.timeline.generated_timelines import generated_timeline
from tests.support.timeline.interchange_files import exact, read, written


@pytest.mark.parametrize("hundred", range(12))
def test_twelve_hundred_timelines_come_back_from_otio_as_they_were(hundred: int) -> None:
    for seed in range(100 * hundred, 100 * hundred + 100):
        timeline = generated_timeline(seed)
        found = read(written(timeline))

        assert exact(found.document) == exact(timeline.to_document())
        assert (found.losses, found.missing) == ((), ())
