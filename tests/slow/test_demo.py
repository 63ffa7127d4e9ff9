# SPDX-License-Identifier: Apache-2.0
"""The commands of the documents that take long: the demonstration."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docs.pages import cases, check
from tests.support.docs.places import SLOW


@pytest.mark.parametrize(("page", "place"), [one for one in cases() if one[1] in SLOW])
def test_the_demonstration_does_what_the_page_says(page: Path, place: str) -> None:
    check(page, place)
